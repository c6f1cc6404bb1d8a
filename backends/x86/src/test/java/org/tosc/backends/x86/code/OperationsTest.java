package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;

/// Operations that an instruction set writes in its own way, on every pair of numbers at the edges
/// of `f32`: bit for bit what the interpreter makes of them.
class OperationsTest {
  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -5 * Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    2.5f,
    -2.5f,
    -7f,
    130f
  };

  private static final int PAIRS = EDGES.length * EDGES.length;

  /// What is done.
  ///
  /// @param isOne whether with single numbers, otherwise with lanes
  /// @param mostLanes that a vector may have, since elements of 64 bits take two of `f32`
  /// @param body from `%x` and `%y` to `%r`, with `V` for a vector of that many lanes of a type
  record Case(String name, boolean isOne, int mostLanes, List<String> body) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case lanes(String name, String... body) {
    return new Case(name, false, 16, List.of(body));
  }

  private static Case halves(String name, String... body) {
    return new Case(name, false, 8, List.of(body));
  }

  private static Case one(String name, String... body) {
    return new Case(name, true, 1, List.of(body));
  }

  private static Case wide(String name, String... body) {
    List<String> all = new ArrayList<>();
    all.add("%u = core.cast(%x) : f64");
    all.add("%v = core.cast(%y) : f64");
    all.add("%a = core.bitcast(%u) : i64");
    all.add("%b = core.bitcast(%v) : i64");
    all.addAll(List.of(body));
    all.add("%d = core.cast(%c) : f64");
    all.add("%r = core.cast(%d) : f32");
    return one(name, all.toArray(String[]::new));
  }

  private static final List<Case> CASES =
      List.of(
          lanes("max", "%r = core.max(%x, %y)"),
          lanes("min", "%r = core.min(%x, %y)"),
          one("max of one", "%r = core.max(%x, %y)"),
          one("min of one", "%r = core.min(%x, %y)"),
          lanes("floor", "%r = core.floor(%x)"),
          lanes("ceil", "%r = core.ceil(%x)"),
          one("floor of one", "%r = core.floor(%x)"),
          lanes(
              "comparisons and logic",
              "%1 = core.lt(%x, %y)",
              "%2 = core.ne(%x, %y)",
              "%3 = core.ge(%x, %y)",
              "%4 = core.and(%1, %2)",
              "%5 = core.xor(%4, %3)",
              "%6 = core.not(%5)",
              "%7 = core.select(%3, %6, %1)",
              "%r = core.select(%7, %x, %y)"),
          lanes(
              "comparisons of whole numbers",
              "%a = core.bitcast(%x) : V<i32>",
              "%b = core.bitcast(%y) : V<i32>",
              "%1 = core.le(%a, %b)",
              "%2 = core.ge(%a, %b)",
              "%3 = core.ne(%a, %b)",
              "%4 = core.lt(%a, %b)",
              "%5 = core.xor(%1, %2)",
              "%6 = core.or(%3, %4)",
              "%7 = core.and(%6, %5)",
              "%r = core.cast(%7) : V<f32>"),
          lanes(
              "powers of two",
              "%a = core.bitcast(%y) : V<i32>",
              "%b = core.const {value = 23} : V<i32>",
              "%c = core.wrapping_shr(%a, %b)",
              "%r = core.ldexp(%x, %c)"),
          lanes(
              "small powers of two",
              "%a = core.bitcast(%y) : V<i32>",
              "%b = core.const {value = 29} : V<i32>",
              "%c = core.wrapping_shr(%a, %b)",
              "%r = core.ldexp(%x, %c)"),
          one(
              "a power of two",
              "%a = core.bitcast(%y) : i32",
              "%b = core.const {value = 23} : i32",
              "%c = core.wrapping_shr(%a, %b)",
              "%r = core.ldexp(%x, %c)"),
          one(
              "one truth",
              "%1 = core.lt(%x, %y)",
              "%2 = core.not(%1)",
              "%a = core.bitcast(%x) : i32",
              "%b = core.bitcast(%y) : i32",
              "%3 = core.gt(%a, %b)",
              "%4 = core.or(%2, %3)",
              "%c = core.select(%4, %a, %b)",
              "%r = core.bitcast(%c) : f32"),
          halves(
              "lanes of f64",
              "%a = core.cast(%x) : V<f64>",
              "%b = core.cast(%y) : V<f64>",
              "%1 = core.lt(%a, %b)",
              "%2 = core.gt(%x, %y)",
              "%c = core.select(%2, %a, %b)",
              "%d = core.cast(%1) : V<f64>",
              "%e = core.add(%c, %d)",
              "%f = core.cast(%e) : V<f32>",
              "%r = core.select(%1, %f, %x)"),
          halves(
              "lanes of i64",
              "%u = core.cast(%x) : V<f64>",
              "%v = core.cast(%y) : V<f64>",
              "%a = core.bitcast(%u) : V<i64>",
              "%b = core.bitcast(%v) : V<i64>",
              "%1 = core.le(%a, %b)",
              "%2 = core.eq(%a, %b)",
              "%3 = core.xor(%1, %2)",
              "%c = core.max(%a, %b)",
              "%m = core.min(%a, %b)",
              "%n = core.wrapping_mul(%c, %m)",
              "%s = core.const {value = 13} : V<i64>",
              "%8 = core.wrapping_shr(%n, %s)",
              "%9 = core.select(%3, %8, %n)",
              "%d = core.cast(%9) : V<f64>",
              "%r = core.cast(%d) : V<f32>"),
          wide("the larger i64", "%c = core.max(%a, %b)"),
          wide("the smaller i64", "%c = core.min(%a, %b)"),
          wide("a product of i64", "%c = core.wrapping_mul(%a, %b)"),
          wide(
              "the lower bits of a product of i64",
              "%1 = core.wrapping_mul(%a, %b)",
              "%s = core.const {value = 24} : i64",
              "%c = core.wrapping_shl(%1, %s)"),
          wide(
              "i64 moved right",
              "%s = core.const {value = 40} : i64",
              "%c = core.wrapping_shr(%a, %s)"),
          wide(
              "i64 moved right by whole rounds",
              "%s = core.const {value = 64} : i64",
              "%c = core.wrapping_shr(%a, %s)"),
          wide("i64 as a number", "%c = core.xor(%a, %b)"));

  static List<Arguments> cases() {
    List<Arguments> all = new ArrayList<>();
    for (Case row : CASES) {
      for (InstructionSet set : InstructionSet.values()) {
        for (int lanes : row.isOne() ? new int[] {1} : new int[] {4, 8, 16}) {
          if (lanes == 1 || lanes * 16 <= set.lanes() * row.mostLanes()) {
            all.add(Arguments.of(row, set, lanes));
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void codeDoesWhatTheInterpreterDoes(Case row, InstructionSet set, int lanes) {
    assumeTrue(
        set.missing(CpuFeatures.host()) == null,
        () -> "not checked: this CPU has no " + set.missing(CpuFeatures.host()));
    List<Function> loops = List.of(Kernels.function(numbered(text(row, lanes))));
    Type type = TensorType.of(Scalar.F32, PAIRS);
    double[] x = new double[PAIRS];
    double[] y = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      x[i] = EDGES[i / EDGES.length];
      y[i] = EDGES[i % EDGES.length];
    }
    long[] shape = {PAIRS};
    List<OracleTensor> operands =
        List.of(OracleTensor.reals(Scalar.F32, shape, x), OracleTensor.reals(Scalar.F32, shape, y));
    Module module = Kernels.wrapped(loops, List.of(type, type), List.of(type));
    OracleTensor expected = Kernels.run(module, "wrapped", operands).getFirst();
    OracleTensor found =
        new NativeKernel(loops, set).run(operands, List.of((TensorType) type), true).getFirst();
    for (int i = 0; i < PAIRS; i++) {
      int at = i;
      assertEquals(expected.real(i), found.real(i), () -> row + " of " + x[at] + ", " + y[at]);
    }
  }

  /// With numbers for the names of values.
  private static String numbered(String text) {
    List<String> names = new ArrayList<>();
    return Pattern.compile("%(\\w+)")
        .matcher(text)
        .replaceAll(
            m -> {
              if (!names.contains(m.group(1))) {
                names.add(m.group(1));
              }
              return "%" + names.indexOf(m.group(1));
            });
  }

  /// A loop over all pairs. Their number is a multiple of every number of lanes.
  private static String text(Case row, int lanes) {
    String body = String.join("\n", row.body());
    body = body.replaceAll("V<(\\w+)>", "vector<" + lanes + "x$1>");
    String load = row.isOne() ? "load" : "vload";
    String type = row.isOne() ? "f32" : "vector<" + lanes + "xf32>";
    return """
        func @f(%%p: buffer<[?] x f32, global>, %%q: buffer<[?] x f32, global>,
            %%o: buffer<[?] x f32, global>) -> () {ins = 2, outs = 1, sizes = [%d, %d, %d]} {
          %%zero = core.const {value = 0} : i32
          %%end = core.const {value = %d} : i32
          %%slot = core.slot(%%zero) : slot<i32>
          core.loop {
            %%i0 = core.slot_get(%%slot)
            %%more = core.lt(%%i0, %%end)
            core.yield(%%more)
          } {
            %%i = core.slot_get(%%slot)
            %%x = kernel.%s(%%p, %%i) {bounds = "proved"} : %s
            %%y = kernel.%s(%%q, %%i) {bounds = "proved"} : %s
            %s
            kernel.%sstore(%%o, %%r, %%i) {bounds = "proved"}
            core.yield
          } {
            %%i1 = core.slot_get(%%slot)
            %%step = core.const {value = %d} : i32
            %%i2 = core.wrapping_add(%%i1, %%step)
            core.slot_set(%%slot, %%i2)
            core.yield
          }
          core.return
        }
        """
        .formatted(
            PAIRS,
            PAIRS,
            PAIRS,
            PAIRS,
            load,
            type,
            load,
            type,
            body,
            row.isOne() ? "" : "v",
            lanes);
  }
}
