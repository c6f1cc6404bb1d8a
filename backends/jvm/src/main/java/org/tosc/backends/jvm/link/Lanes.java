package org.tosc.backends.jvm.link;

import java.util.function.DoubleUnaryOperator;

/// Functions of the lanes of a vector that came as an array of its own: those whose bits are
/// `StrictMath`'s.
public final class Lanes {
  private Lanes() {}

  public static float[] exp(float[] lanes) {
    return each(lanes, StrictMath::exp);
  }

  public static double[] exp(double[] lanes) {
    return each(lanes, StrictMath::exp);
  }

  public static float[] log(float[] lanes) {
    return each(lanes, StrictMath::log);
  }

  public static double[] log(double[] lanes) {
    return each(lanes, StrictMath::log);
  }

  public static float[] sin(float[] lanes) {
    return each(lanes, StrictMath::sin);
  }

  public static double[] sin(double[] lanes) {
    return each(lanes, StrictMath::sin);
  }

  public static float[] cos(float[] lanes) {
    return each(lanes, StrictMath::cos);
  }

  public static double[] cos(double[] lanes) {
    return each(lanes, StrictMath::cos);
  }

  public static float[] tanh(float[] lanes) {
    return each(lanes, StrictMath::tanh);
  }

  public static double[] tanh(double[] lanes) {
    return each(lanes, StrictMath::tanh);
  }

  public static float[] floor(float[] lanes) {
    return each(lanes, Math::floor);
  }

  public static double[] floor(double[] lanes) {
    return each(lanes, Math::floor);
  }

  public static float[] ceil(float[] lanes) {
    return each(lanes, Math::ceil);
  }

  public static double[] ceil(double[] lanes) {
    return each(lanes, Math::ceil);
  }

  private static float[] each(float[] lanes, DoubleUnaryOperator function) {
    for (int k = 0; k < lanes.length; k++) {
      lanes[k] = (float) function.applyAsDouble(lanes[k]);
    }
    return lanes;
  }

  private static double[] each(double[] lanes, DoubleUnaryOperator function) {
    for (int k = 0; k < lanes.length; k++) {
      lanes[k] = function.applyAsDouble(lanes[k]);
    }
    return lanes;
  }
}
