package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Scalar;

/// The meaning of operations that make tensors of attributes and scalars.
final class OracleSource {
  private OracleSource() {}

  static OracleTensor literal(OracleCall call) {
    List<Attribute> data = call.attributes().array("data");
    long[] shape = call.shape();
    if (OracleTensor.isWhole(call.element())) {
      return call.integers(data.stream().mapToLong(a -> whole(call, a)).toArray());
    }
    double[] numbers = data.stream().mapToDouble(OracleSource::real).toArray();
    return OracleTensor.reals(call.element(), shape, numbers);
  }

  private static long whole(OracleCall call, Attribute number) {
    if (call.element() == Scalar.I1) {
      return real(number) != 0 ? 1 : 0;
    }
    return number instanceof Attribute.Real(double x)
        ? (Long) ScalarMeaning.cast(Scalar.F64, call.element(), x)
        : (long) real(number);
  }

  private static double real(Attribute number) {
    return switch (number) {
      case Attribute.Int(long x) -> x;
      case Attribute.Real(double x) -> x;
      case Attribute.Bool(boolean b) -> b ? 1 : 0;
      case Attribute.Str _,
          Attribute.Symbol _,
          Attribute.OfType _,
          Attribute.OfMap _,
          Attribute.Array _,
          Attribute.Nil _,
          Attribute.Missing _ ->
          throw new GuestFault("ValueError", "a tensor element is a number, found " + number);
    };
  }

  /// A scalar as the element type holds it, everywhere.
  static OracleTensor filled(OracleCall call, Object scalar) {
    OracleTensor single =
        switch (scalar) {
          case Long x -> OracleTensor.integers(Scalar.I64, new long[0], x);
          case Double x -> OracleTensor.reals(Scalar.F64, new long[0], x);
          case Boolean b -> OracleTensor.integers(Scalar.I1, new long[0], b ? 1 : 0);
          default -> throw new IllegalStateException("no scalar: " + scalar);
        };
    long[] shape = call.shape();
    return single.as(call.element()).pick(shape, new int[Extents.size(shape)]);
  }

  static OracleTensor full(OracleCall call) {
    if (call.has(0)) {
      return filled(call, call.operands().getFirst());
    }
    return filled(
        call,
        switch (call.attributes().get("value")) {
          case Attribute.Int(long x) -> x;
          case Attribute.Bool(boolean b) -> b;
          case null -> 0.0;
          case Attribute other -> real(other);
        });
  }

  /// Exact where start, step and elements are integers.
  static OracleTensor iota(OracleCall call) {
    Attribute start = call.attributes().get("start");
    Attribute step = call.attributes().get("step");
    boolean isExact = !(start instanceof Attribute.Real) && !(step instanceof Attribute.Real);
    if (call.element().isInteger() && isExact) {
      long first = call.attributes().integer("start", 0);
      long by = call.attributes().integer("step", 1);
      long[] out = new long[Extents.size(call.shape())];
      Arrays.setAll(out, i -> Math.addExact(first, Math.multiplyExact(i, by)));
      return call.integers(out);
    }
    double first = call.attributes().number("start", 0);
    double by = call.attributes().number("step", 1);
    return made(call, i -> first + i * by);
  }

  static OracleTensor eye(OracleCall call) {
    int columns = (int) call.shape()[1];
    return made(call, i -> i / columns == i % columns ? 1 : 0);
  }

  static OracleTensor rand(OracleCall call) {
    long seed = call.attributes().integer("seed", 0);
    int precision = OracleRandom.precision(call.element());
    return made(call, i -> OracleRandom.uniform(seed, i, precision));
  }

  static OracleTensor randn(OracleCall call) {
    long seed = call.attributes().integer("seed", 0);
    return made(call, i -> OracleRandom.normal(seed, i));
  }

  static OracleTensor randint(OracleCall call) {
    long seed = call.attributes().integer("seed", 0);
    long low = call.attributes().integer("low", 0);
    long high = call.attributes().integer("high");
    long[] out = new long[Extents.size(call.shape())];
    Arrays.setAll(out, i -> OracleRandom.integer(seed, i, low, high));
    return OracleTensor.integers(Scalar.I64, call.shape(), out).as(call.element());
  }

  private static OracleTensor made(OracleCall call, IntToDoubleFunction element) {
    double[] out = new double[Extents.size(call.shape())];
    Arrays.setAll(out, element);
    return OracleTensor.reals(Scalar.F64, call.shape(), out).as(call.element());
  }
}
