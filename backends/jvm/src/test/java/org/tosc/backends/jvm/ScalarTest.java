package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.Loaded;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Trait;

/// Scalar operations: values worked out by hand, and every operation in every type on edge values
/// against the interpreter.
class ScalarTest {
  private static final long MAX = Long.MAX_VALUE;

  @ParameterizedTest
  @CsvSource({
    "add, 2, 3, 5",
    "add, 9223372036854775807, 1, OverflowError",
    "add, -9223372036854775808, -1, OverflowError",
    "sub, -9223372036854775808, 1, OverflowError",
    "sub, 0, -9223372036854775808, OverflowError",
    "mul, 4294967296, 2147483648, OverflowError",
    "mul, -4294967296, 2147483648, -9223372036854775808",
    "floordiv, 7, 2, 3",
    "floordiv, -7, 2, -4",
    "floordiv, 7, -2, -4",
    "floordiv, 7, 0, ZeroDivisionError",
    "floordiv, -9223372036854775808, -1, OverflowError",
    "mod, 7, 3, 1",
    "mod, -7, 3, 2",
    "mod, 7, -3, -2",
    "mod, -9223372036854775808, -1, 0",
    "mod, 1, 0, ZeroDivisionError",
    "pow, 3, 4, 81",
    "pow, -2, 63, -9223372036854775808",
    "pow, 2, 63, OverflowError",
    "pow, 0, 0, 1",
    "pow, 2, -1, ValueError",
    "min, -1, 1, -1",
    "max, -1, 1, 1",
    "wrapping_add, 9223372036854775807, 1, -9223372036854775808",
    "wrapping_sub, -9223372036854775808, 1, 9223372036854775807",
    "wrapping_mul, 9223372036854775807, 2, -2",
    "and, 12, 10, 8",
    "or, 12, 10, 14",
    "xor, 12, 10, 6",
    "shl, 1, 62, 4611686018427387904",
    "shl, 1, 63, OverflowError",
    "shl, -1, 63, -9223372036854775808",
    "shl, 1, 64, ValueError",
    "shr, -5, 1, -3",
    "shr, 1, -1, ValueError",
    "eq, 3, 3, true",
    "ne, 3, 3, false",
    "lt, -1, 1, true",
    "le, 1, 1, true",
    "gt, 1, 1, false",
    "ge, 1, 2, false",
  })
  void integers(String op, long a, long b, String expected) {
    assertEquals(expected, binary(op, "i64", a, b));
  }

  @ParameterizedTest
  @CsvSource({
    "add, 0.1, 0.2, 0.30000000000000004",
    "div, 1, 0, Infinity",
    "div, 0, 0, NaN",
    "mod, -7.5, 2, 0.5",
    "mod, 7.5, -2, -0.5",
    "floordiv, -7.5, 2, -4.0",
    "floordiv, 1, 0.1, 9.0",
    "floordiv, 1, 0, ZeroDivisionError",
    "mod, 1, -0.0, ZeroDivisionError",
    "pow, 0, -1, Infinity",
    "pow, 2, 0.5, 1.4142135623730951",
    "min, -0.0, 0.0, -0.0",
    "max, NaN, 1, NaN",
    "eq, NaN, NaN, false",
    "ne, NaN, NaN, true",
    "lt, NaN, 1, false",
    "ge, NaN, 1, false",
    "gt, 1, NaN, false",
    "le, 1, NaN, false",
    "eq, -0.0, 0.0, true",
  })
  void floats(String op, double a, double b, String expected) {
    assertEquals(expected, binary(op, "f64", a, b));
  }

  @ParameterizedTest
  @CsvSource({
    "f64, i64, 1e3, 1000",
    "f64, i64, -1.9, -1",
    "f64, i64, -9223372036854775808, -9223372036854775808",
    "f64, i64, 9223372036854775808, OverflowError",
    "f64, i64, NaN, ValueError",
    "f64, i8, 127.9, 127",
    "f64, i8, 128, OverflowError",
    "f64, u8, -1, OverflowError",
    "f64, f32, 0.1, 0.10000000149011612",
    "f64, f16, 65519, 65504.0",
    "f64, f16, 65520, Infinity",
    "f64, bf16, 1.01171875, 1.015625",
    "f64, f8e4m3, 449, 448.0",
    "f64, f8e4m3, 1e9, NaN",
    "f64, i1, 0.5, true",
  })
  void casts(String from, String to, double value, String expected) {
    String text =
        """
        func @f(%%0: %s) -> (%s) {
          %%1 = core.cast(%%0) : %s
          core.return(%%1)
        }
        """
            .formatted(from, to, to);
    assertEquals(expected, Programs.outcome(Programs.load(text), "f", value));
  }

  private static String binary(String op, String type, Object a, Object b) {
    boolean compares = List.of("eq", "ne", "lt", "le", "gt", "ge").contains(op);
    String text =
        """
        func @f(%%0: %s, %%1: %s) -> (%s) {
          %%2 = core.%s(%%0, %%1)
          core.return(%%2)
        }
        """
            .formatted(type, type, compares ? "i1" : type, op);
    return Programs.outcome(Programs.load(text), "f", a, b);
  }

  @ParameterizedTest
  @EnumSource(names = {"I4", "I8", "I16", "I32", "I64", "U8", "U16", "U32", "U64", "INDEX"})
  void integerOperationsAgreeWithTheInterpreter(Scalar type) {
    long top = type.kind() == Scalar.Kind.UINT ? unsignedTop(type) : top(type);
    long bottom = type.kind() == Scalar.Kind.UINT ? 0 : -top - 1;
    Object[] edges = {0L, 1L, 2L, 3L, 7L, top, top - 1, bottom, bottom + 1, bottom / 2};
    agree(type, edges);
  }

  private static long top(Scalar type) {
    return MAX >> (64 - (int) type.bits());
  }

  private static long unsignedTop(Scalar type) {
    return type == Scalar.U64 ? -1 : (1L << (int) type.bits()) - 1;
  }

  @ParameterizedTest
  @EnumSource(names = {"F8E4M3", "F8E5M2", "F16", "BF16", "F32", "F64"})
  void floatOperationsAgreeWithTheInterpreter(Scalar type) {
    Object[] edges = {
      0.0, -0.0, 1.0, -1.0, 0.5, 3.0, -2.5, 448.0, Double.NaN, Double.POSITIVE_INFINITY, 0x1p-6
    };
    agree(type, edges);
  }

  @Test
  void booleanOperationsAgreeWithTheInterpreter() {
    agree(Scalar.I1, new Object[] {true, false});
  }

  /// Runs every operation that takes operands of one type on all pairs of edge values.
  private static void agree(Scalar type, Object[] edges) {
    for (CoreOp op : CoreOp.values()) {
      List<OpRow.Operand> operands = op.row().operands();
      boolean fits =
          !operands.isEmpty()
              && operands.size() <= 2
              && op.row().results() instanceof OpRow.Results.Inferred
              && op.is(Trait.PURE)
              && op != CoreOp.LDEXP
              && op != CoreOp.BITCAST // their types differ: see below
              && operands.stream()
                  .allMatch(o -> o.types().contains(type) && o.arity() == OpRow.Arity.ONE);
      if (fits) {
        agree(op, type, edges, operands.size());
      }
    }
  }

  private static void agree(CoreOp op, Scalar type, Object[] edges, int arity) {
    boolean compares = op.compareTo(CoreOp.EQ) >= 0 && op.compareTo(CoreOp.GE) <= 0;
    String text =
        """
        func @f(%%0: %1$s, %%1: %1$s) -> (%2$s) {
          %%2 = core.%3$s(%4$s)
          core.return(%%2)
        }
        """
            .formatted(type, compares ? "i1" : type, op.row().name(), arity == 1 ? "%0" : "%0, %1");
    Module module = Programs.read(text);
    Loaded loaded = new JvmEngine().load(module);
    for (Object a : edges) {
      for (Object b : edges) {
        assertEquals(
            Programs.oracle(module, "f", a, b),
            Programs.outcome(loaded, "f", a, b),
            () -> op + " " + type + " " + a + " " + b);
      }
    }
  }

  @Test
  void elementaryFunctionsHaveTheBitsOfStrictMath() {
    String text =
        """
        func @f(%0: f64) -> (f64, f64, f64, f64, f64) {
          %1 = core.exp(%0)
          %2 = core.log(%0)
          %3 = core.sin(%0)
          %4 = core.cos(%0)
          %5 = core.tanh(%0)
          core.return(%1, %2, %3, %4, %5)
        }
        """;
    Loaded loaded = Programs.load(text);
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      double x = random.nextGaussian() * 20;
      Object[] found = (Object[]) Programs.run(loaded, "f", x);
      assertEquals(StrictMath.exp(x), found[0]);
      assertEquals(StrictMath.log(x), found[1]);
      assertEquals(StrictMath.sin(x), found[2]);
      assertEquals(StrictMath.cos(x), found[3]);
      assertEquals(StrictMath.tanh(x), found[4]);
    }
  }

  @ParameterizedTest
  @CsvSource({"f32, i32", "f64, i64"})
  void bitsAndPowersAgreeWithTheInterpreter(String floats, String integers) {
    String text =
        """
        func @f(%0: F, %1: I) -> (F, I, F) {
          %2 = core.ldexp(%0, %1)
          %3 = core.bitcast(%0)
          %4 = core.bitcast(%1)
          core.return(%2, %3, %4)
        }
        """
            .replace("F", floats)
            .replace("I", integers);
    Module module = Programs.read(text);
    Loaded loaded = new JvmEngine().load(module);
    for (double x : new double[] {0, -0.0, 1.5, -0x1p-149, 0x1.fffffep127, 1.0 / 0}) {
      for (long n : new long[] {0, 1, -1, 127, -140, -252, -253, 254, 255, 1 << 30, -1 << 30}) {
        assertEquals(Programs.oracle(module, "f", x, n), Programs.outcome(loaded, "f", x, n));
      }
    }
  }

  @Test
  void fusedMultiplyAddRoundsOnce() {
    String text =
        """
        func @f(%0: f64, %1: f64, %2: f64) -> (f64) {
          %3 = core.fma(%0, %1, %2)
          core.return(%3)
        }
        """;
    assertEquals(0x1p-104, Programs.run(text, "f", 1 + 0x1p-52, 1 + 0x1p-52, -1 - 0x1p-51));
  }
}
