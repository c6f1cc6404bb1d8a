package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Compare;

/// Tests, conversions and comparisons that inline caches are made of.
final class NumberOps {
  static final MethodHandle TO_LONG =
      Conversions.find(NumberOps.class, "toLong", MethodType.methodType(long.class, Object.class));
  static final MethodHandle TO_DOUBLE =
      Conversions.find(
          NumberOps.class, "toDouble", MethodType.methodType(double.class, Object.class));

  private NumberOps() {}

  static MethodHandle test(String name, int operands) {
    return Conversions.find(
        NumberOps.class,
        name,
        MethodType.genericMethodType(operands).changeReturnType(boolean.class));
  }

  static long toLong(Object value) {
    return (Long) value;
  }

  static double toDouble(Object value) {
    return (Double) value;
  }

  static boolean isJ(@Nullable Object a) {
    return a instanceof Long;
  }

  static boolean isD(@Nullable Object a) {
    return a instanceof Double;
  }

  static boolean isJJ(@Nullable Object a, @Nullable Object b) {
    return a instanceof Long && b instanceof Long;
  }

  static boolean isJD(@Nullable Object a, @Nullable Object b) {
    return a instanceof Long && b instanceof Double;
  }

  static boolean isDJ(@Nullable Object a, @Nullable Object b) {
    return a instanceof Double && b instanceof Long;
  }

  static boolean isDD(@Nullable Object a, @Nullable Object b) {
    return a instanceof Double && b instanceof Double;
  }

  static Object addJJ(Object a, Object b) {
    return Arithmetic.add((long) (Long) a, (long) (Long) b);
  }

  static Object subJJ(Object a, Object b) {
    return Arithmetic.sub((long) (Long) a, (long) (Long) b);
  }

  static Object mulJJ(Object a, Object b) {
    return Arithmetic.mul((long) (Long) a, (long) (Long) b);
  }

  static Object addDD(Object a, Object b) {
    return (Double) a + (Double) b;
  }

  static Object subDD(Object a, Object b) {
    return (Double) a - (Double) b;
  }

  static Object mulDD(Object a, Object b) {
    return (Double) a * (Double) b;
  }

  static Object divDD(Object a, Object b) {
    return (Double) a / (Double) b;
  }

  static boolean differ(@Nullable Object a, @Nullable Object b) {
    return !Compare.same(a, b);
  }

  static boolean eq(long a, long b) {
    return a == b;
  }

  static boolean ne(long a, long b) {
    return a != b;
  }

  static boolean lt(long a, long b) {
    return a < b;
  }

  static boolean le(long a, long b) {
    return a <= b;
  }

  static boolean gt(long a, long b) {
    return a > b;
  }

  static boolean ge(long a, long b) {
    return a >= b;
  }

  static boolean eq(double a, double b) {
    return a == b;
  }

  static boolean ne(double a, double b) {
    return a != b;
  }

  static boolean lt(double a, double b) {
    return a < b;
  }

  static boolean le(double a, double b) {
    return a <= b;
  }

  static boolean gt(double a, double b) {
    return a > b;
  }

  static boolean ge(double a, double b) {
    return a >= b;
  }
}
