#include "main/premises.h"

#include "server/schema.h"

namespace tsunagi::command {

Premises::Premises(const Machine& machine, const Config& config)
    : machine_(machine),
      shops_({.data_folder = config.data_folder, .postgres_url = config.database}, machine.clock,
             server::control_migrations(), server::shop_migrations()),
      sessions_(shops_.control(), machine.clock, machine.random, passwords_) {}

}  // namespace tsunagi::command
