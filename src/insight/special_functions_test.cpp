#include "insight/special_functions.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

void expect_close(double found, double expected) {
    EXPECT_NEAR(found, expected, 2e-11 * std::abs(expected));
}

// Expected values are those of R 4.2.2: lgamma, digamma, pgamma, pbeta, qbeta, qt, pchisq.
TEST(SpecialFunctions, OfTheGammaFamilyEqualThoseOfR) {
    expect_close(log_gamma(0.3), 1.09579799482);
    expect_close(log_gamma(3.7), 1.42807232667);
    expect_close(log_gamma(1e6), 1.28155045691e+07);
    expect_close(digamma(0.3), -3.50252422220);
    expect_close(digamma(12.5), 2.48519565127);
    expect_close(gamma_above(2, 0.5), 0.909795989569);
    expect_close(gamma_above(8, 9), 0.323896964313);
    expect_close(gamma_above(50, 40), 0.929664933341);
}

TEST(SpecialFunctions, OfTheBetaFamilyEqualThoseOfR) {
    expect_close(beta_below(2, 5, 0.3), 0.579825);
    expect_close(beta_below(0.5, 0.5, 0.9), 0.795167235301);
    expect_close(beta_below(100, 3000, 0.01), 3.27288183865e-23);
    expect_close(beta_quantile(0.025, 3.5, 40), 0.0202814763108);
    expect_close(student_quantile(0.975, 1), 12.7062047362);
    expect_close(student_quantile(0.975, 5), 2.57058183564);
    expect_close(student_quantile(0.975, 194), 1.97226753258);
    expect_close(student_quantile(0.025, 5), -2.57058183564);
    expect_close(student_quantile(0.975, 199), 1.971956544252);
    expect_close(student_quantile(0.975, 200), 1.971896223634);
    expect_close(student_quantile(0.975, 1000), 1.962339080826);
    expect_close(student_quantile(0.975, 1e6), 1.959966356814);
    expect_close(student_quantile(0.9, 500), 1.28324702071);
    expect_close(student_quantile(0.0005, 250), -3.329867205673);
    expect_close(student_quantile(0.975, 400), 1.965912343229);
    expect_close(student_quantile(0.0005, 400), -3.315015223398);
}

TEST(SpecialFunctions, GiveThePValuesOfR) {
    expect_close(chi_square_above(3.841459, 1), 4.99999946532e-02);
    expect_close(chi_square_above(16.79294, 1), 4.16881128252e-05);
    expect_close(chi_square_above(0.5, 7), 0.999446481390);
    EXPECT_EQ(chi_square_above(0, 3), 1.0);
    EXPECT_NEAR(normal_beyond(1.959963984540054), 0.05, 1e-15);
}

TEST(SpecialFunctions, ReachTheirEnds) {
    EXPECT_EQ(gamma_above(2, 0), 1.0);
    EXPECT_EQ(beta_below(2, 3, 0), 0.0);
    EXPECT_EQ(beta_below(2, 3, 1), 1.0);
}

}  // namespace tsunagi::insight
