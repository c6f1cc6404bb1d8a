package org.tosc.rt.tensor.kernel;

/// The error function and its complement, within 1 ulp.
///
/// Rational approximations of FreeBSD's `lib/msun/src/s_erf.c`, which carries this notice:
/// *Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun
/// Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is
/// freely granted, provided that this notice is preserved.*
final class Erf {
  private static final double ERX = 0.8450629115104675;
  private static final double EFX = 0.1283791670955126;

  private static final double[] PP = {
    0.12837916709551256,
    -0.3250421072470015,
    -0.02848174957559851,
    -0.005770270296489442,
    -2.3763016656650163e-05
  };
  private static final double[] QQ = {
    1.0,
    0.39791722395915535,
    0.0650222499887673,
    0.005081306281875766,
    0.00013249473800432164,
    -3.960228278775368e-06
  };
  private static final double[] PA = {
    -0.0023621185607526594,
    0.41485611868374833,
    -0.3722078760357013,
    0.31834661990116175,
    -0.11089469428239668,
    0.035478304325618236,
    -0.002166375594868791
  };
  private static final double[] QA = {
    1.0,
    0.10642088040084423,
    0.540397917702171,
    0.07182865441419627,
    0.12617121980876164,
    0.01363708391202905,
    0.011984499846799107
  };
  private static final double[] RA = {
    -0.009864944034847148,
    -0.6938585727071818,
    -10.558626225323291,
    -62.375332450326006,
    -162.39666946257347,
    -184.60509290671104,
    -81.2874355063066,
    -9.814329344169145
  };
  private static final double[] SA = {
    1.0,
    19.651271667439257,
    137.65775414351904,
    434.56587747522923,
    645.3872717332679,
    429.00814002756783,
    108.63500554177944,
    6.570249770319282,
    -0.0604244152148581
  };
  private static final double[] RB = {
    -0.0098649429247001,
    -0.799283237680523,
    -17.757954917754752,
    -160.63638485582192,
    -637.5664433683896,
    -1025.0951316110772,
    -483.5191916086514
  };
  private static final double[] SB = {
    1.0,
    30.33806074348246,
    325.7925129965739,
    1536.729586084437,
    3199.8582195085955,
    2553.0504064331644,
    474.52854120695537,
    -22.44095244658582
  };

  private Erf() {}

  static double erf(double x) {
    double a = Math.abs(x);
    if (a < 0.84375) {
      return a < 0x1p-28 ? x + EFX * x : x + x * ratio(x * x, PP, QQ);
    }
    if (a < 1.25) {
      return Math.copySign(ERX + ratio(a - 1, PA, QA), x);
    }
    if (a >= 6) {
      return Math.copySign(1, x);
    }
    return Double.isNaN(x) ? x : Math.copySign(1 - tail(a), x);
  }

  static double erfc(double x) {
    double a = Math.abs(x);
    if (a < 0.84375) {
      return a < 0x1p-56 ? 1 - x : 1 - (x + x * ratio(x * x, PP, QQ));
    }
    if (a < 1.25) {
      double p = ratio(a - 1, PA, QA);
      return x > 0 ? 1 - ERX - p : 1 + (ERX + p);
    }
    if (Double.isNaN(x)) {
      return x;
    }
    if (a >= 28) {
      return x > 0 ? 0 : 2;
    }
    return x > 0 ? tail(a) : 2 - tail(a);
  }

  /// `erfc(a)` for `a` from 1.25, with `exp(-a²)` split so that the square's rounding does not
  /// grow.
  private static double tail(double a) {
    double s = 1 / (a * a);
    double r = a < 1 / 0.35 ? ratio(s, RA, SA) : ratio(s, RB, SB);
    double z = Double.longBitsToDouble(Double.doubleToRawLongBits(a) & 0xFFFFFFFF00000000L);
    return Math.exp(-z * z - 0.5625) * Math.exp((z - a) * (z + a) + r) / a;
  }

  private static double ratio(double x, double[] numerator, double[] denominator) {
    return horner(x, numerator) / horner(x, denominator);
  }

  private static double horner(double x, double[] coefficients) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
