// What plan and apply make of an import's row before they read its file.
#pragma once

#include "intake/file_pass.h"
#include "intake/import_steps.h"

namespace tsunagi::intake {

store::Actor actor_of(const ImportRow&);
PassSetup pass_setup(const StepSetup&, const ImportRow&);
// Throws InvalidInput (currency_differs) when the file's money is not the shop's.
TakerSetup taker_setup(const StepSetup&, const ImportRow&, const PassSetup&);
// Stores the row and lets the listener know.
void save(const StepSetup&, ImportRow&);

}  // namespace tsunagi::intake
