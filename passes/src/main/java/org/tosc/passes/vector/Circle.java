package org.tosc.passes.vector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Scalar;

/// What [Trigonometry] needs to know of a format: quarter turns, and polynomials for angles up to
/// an eighth of a turn.
///
/// @param precision bits of a significand
/// @param wide what is multiplied with the parts of a [Range] is below 2 to the power of it
/// @param near below it angles are reduced by [#quarter] alone
/// @param quarter π/2 in three numbers, each the nearest to what those before leave
/// @param spans how larger angles are reduced, those of the smallest first
/// @param sine `(sin r - r) / r³` in powers of r², the highest first
/// @param cosine `(cos r - 1 + r²/2) / r⁴`
record Circle(
    int precision,
    int wide,
    double near,
    List<Double> quarter,
    List<Range> spans,
    List<Double> sine,
    List<Double> cosine) {
  /// Angles below a limit: x is y times a power of two, and y times the parts is x in quarter
  /// turns, but for a multiple of 4.
  ///
  /// @param limit angles are below it
  /// @param scale x times it is y; exact, and whole but for the angles of the first range
  /// @param parts of `2/π` over the scale, less a multiple of 4
  record Range(double limit, double scale, List<Double> parts) {}

  /// 2/π less its point: as many bits as the exponents of `f64` take, and the precision.
  private static final BigInteger TWO_OVER_PI =
      new BigInteger(
          "A2F9836E4E441529FC2757D1F534DDC0DB6295993C439041"
              + "FE5163ABDEBBC561B7246E3A424DD2E006492EEA09D1921C"
              + "FE1DEB1CB129A73EE88235F52EBB4484E99C7026B45F7E41"
              + "3991D639835339F49C845F8BBDF9283B1FF897FFDE05980F"
              + "EF2F118B5A0A6D1F6D367ECF27CB09B74F463F669E5FEA2D"
              + "7527BAC7EBE5F17B3D0739F78A5292EA6BFB5FB11F8D5D08"
              + "56033046FC7B6BABF0CFBC209AF4361DA9E391615EE61B08",
          16);

  private static final int BITS = 1344;

  /// Three numbers of `f64`, and so of `f32`: `2 · 3.14…`.
  private static final BigDecimal HALF_PI =
      new BigDecimal(BigInteger.TWO.pow(BITS))
          .divide(new BigDecimal(TWO_OVER_PI), new MathContext(200));

  /// The coefficients are those of the Cephes library (S. Moshier, `sinf.c`).
  static final Circle SINGLE =
      of(
          Scalar.F32,
          0x1p16,
          58,
          5,
          List.of(-1.9515295891E-4, 8.3321608736E-3, -1.6666654611E-1),
          List.of(2.443315711809948E-005, -1.388731625493765E-003, 4.166664568298827E-002));

  /// The coefficients are those of fdlibm (Sun Microsystems, `k_sin.c`, `k_cos.c`).
  static final Circle DOUBLE =
      of(
          Scalar.F64,
          0x1p30,
          119,
          7,
          List.of(
              1.58969099521155e-10,
              -2.5050760253406863e-8,
              2.7557313707070068e-6,
              -0.0001984126982985795,
              0.00833333333332249,
              -0.16666666666666632),
          List.of(
              -1.1359647557788195e-11,
              2.087572321298175e-9,
              -2.7557314351390663e-7,
              2.480158728947673e-5,
              -0.001388888888887411,
              0.0416666666666666));

  /// @param fraction how many bits behind the point are needed: as many as the angle next to a
  ///   multiple of π/2 takes, and the precision
  /// @param count of the parts
  private static Circle of(
      Scalar format, double near, int fraction, int count, List<Double> sine, List<Double> cosine) {
    boolean isWide = format == Scalar.F64;
    int precision = isWide ? 53 : 24;
    int most = isWide ? 1024 : 128;
    int wide = count * precision - fraction;
    List<Range> spans = new ArrayList<>();
    int scale = 0;
    int limit = wide;
    while (true) {
      List<Double> parts = parts(turned(scale), precision, count);
      spans.add(
          new Range(
              limit < most ? Math.scalb(1.0, limit) : Double.MAX_VALUE,
              Math.scalb(1.0, -scale),
              parts));
      if (limit >= most) {
        break;
      }
      scale = limit - precision + 1;
      limit = scale + wide;
    }
    return new Circle(precision, wide, near, parts(HALF_PI, precision, 3), spans, sine, cosine);
  }

  /// `2/π · 2^scale` less a multiple of 4.
  private static BigDecimal turned(int scale) {
    BigInteger four = BigInteger.ONE.shiftLeft(BITS + 2);
    BigInteger turned = TWO_OVER_PI.shiftLeft(scale).mod(four);
    return new BigDecimal(turned).divide(new BigDecimal(BigInteger.ONE.shiftLeft(BITS)));
  }

  /// A number as the sum of some that each are the nearest to what is left.
  private static List<Double> parts(BigDecimal number, int precision, int count) {
    List<Double> parts = new ArrayList<>();
    BigDecimal rest = number;
    for (int i = 0; i < count; i++) {
      double part = precision == 24 ? (double) rest.floatValue() : rest.doubleValue();
      parts.add(part);
      rest = rest.subtract(new BigDecimal(part));
    }
    return List.copyOf(parts);
  }
}
