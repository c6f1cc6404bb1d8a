package org.tosc.driver.snitch.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.driver.snitch.loops.LoopRun.reals;
import static org.tosc.driver.snitch.loops.LoopRun.wholes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.loops.LoopCompiler;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Control, variables, arguments, and more values than there are registers, against the
/// interpreter.
final class LoopsTest {
  private static double[] numbers(int count) {
    return IntStream.range(0, count).mapToDouble(i -> 0.37 * i - 1.9).toArray();
  }

  @Test
  void nestedLoopsMultiplyMatrices() {
    Function function =
        LoopRun.read(
            """
            func @f(%0: buffer<[12] x f64, global>, %1: buffer<[20] x f64, global>, %2: buffer<[15] x f64, global>) -> () {
              %3 = core.const {value = 0} : i32
              %4 = core.const {value = 1} : i32
              %5 = core.const {value = 3} : i32
              %6 = core.const {value = 4} : i32
              %7 = core.const {value = 5} : i32
              %8 = core.slot(%3) : slot<i32>
              core.loop {
                %9 = core.slot_get(%8)
                %10 = core.lt(%9, %5)
                core.yield(%10)
              } {
                %11 = core.slot_get(%8)
                %12 = core.wrapping_mul(%11, %6)
                %13 = core.wrapping_mul(%11, %7)
                %14 = core.slot(%3) : slot<i32>
                core.loop {
                  %15 = core.slot_get(%14)
                  %16 = core.lt(%15, %7)
                  core.yield(%16)
                } {
                  %17 = core.slot_get(%14)
                  %18 = core.slot : slot<f64>
                  %19 = core.slot(%3) : slot<i32>
                  core.loop {
                    %20 = core.slot_get(%19)
                    %21 = core.lt(%20, %6)
                    core.yield(%21)
                  } {
                    %22 = core.slot_get(%19)
                    %23 = core.wrapping_add(%12, %22)
                    %24 = kernel.load(%0, %23) {bounds = "proved"}
                    %25 = core.wrapping_mul(%22, %7)
                    %26 = core.wrapping_add(%25, %17)
                    %27 = kernel.load(%1, %26) {bounds = "proved"}
                    %28 = core.slot_get(%18)
                    %29 = core.fma(%24, %27, %28)
                    core.slot_set(%18, %29)
                    core.yield
                  } {
                    %30 = core.slot_get(%19)
                    %31 = core.wrapping_add(%30, %4)
                    core.slot_set(%19, %31)
                    core.yield
                  }
                  %32 = core.wrapping_add(%13, %17)
                  %33 = core.slot_get(%18)
                  kernel.store(%2, %33, %32) {bounds = "proved"}
                  core.yield
                } {
                  %34 = core.slot_get(%14)
                  %35 = core.wrapping_add(%34, %4)
                  core.slot_set(%14, %35)
                  core.yield
                }
                core.yield
              } {
                %36 = core.slot_get(%8)
                %37 = core.wrapping_add(%36, %4)
                core.slot_set(%8, %37)
                core.yield
              }
              core.return
            }
            """);
    LoopRun.check(
        function,
        reals(Scalar.F64, numbers(12)),
        reals(Scalar.F64, numbers(20)),
        reals(Scalar.F64, numbers(15)));
  }

  @Test
  void argumentsBehindTheEighthAreOnTheStack() {
    StringBuilder text = new StringBuilder("func @f(");
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      text.append("%" + i + ": buffer<[2] x f32, global>, ");
      arguments.add(reals(Scalar.F32, i, 10 * i));
    }
    text.append("%11: f32, %12: f64, %13: i32) -> () {\n");
    arguments.addAll(List.of(2.5, 0.1, 1L));
    int next = 14;
    for (int i = 0; i < 11; i++) {
      text.append("%" + next + " = kernel.load(%" + i + ", %13) {bounds = \"proved\"}\n");
      text.append("%" + (next + 1) + " = core.fma(%" + next + ", %11, %" + next + ")\n");
      text.append("%" + (next + 2) + " = core.cast(%12) : f32\n");
      text.append("%" + (next + 3) + " = core.add(%" + (next + 1) + ", %" + (next + 2) + ")\n");
      int to = (i + 4) % 11;
      text.append("kernel.store(%" + to + ", %" + (next + 3) + ", %13) {bounds = \"proved\"}\n");
      next += 4;
    }
    text.append("core.return\n}\n");
    LoopRun.check(LoopRun.read(text.toString()), arguments.toArray());
  }

  @Test
  void arraysOfTheFunctionAreZero() {
    Function function =
        LoopRun.read(
            """
            func @f(%0: buffer<[2] x f64, global>) -> () {
              %1 = kernel.alloc : buffer<[600] x f64, global>
              %2 = kernel.alloc : buffer<[3] x i32, global>
              %3 = core.const {value = 599} : i32
              %4 = core.const {value = 1} : i32
              %5 = core.const {value = 0} : i32
              %6 = kernel.load(%0, %4) {bounds = "proved"}
              kernel.store(%1, %6, %3) {bounds = "proved"}
              %7 = kernel.load(%1, %3) {bounds = "proved"}
              %8 = kernel.load(%1, %4) {bounds = "proved"}
              %9 = kernel.load(%2, %4) {bounds = "proved"}
              %10 = core.cast(%9) : f64
              %11 = core.add(%8, %10)
              %12 = core.add(%11, %7)
              kernel.store(%0, %12, %5) {bounds = "proved"}
              kernel.free(%1)
              core.return
            }
            """);
    LoopRun.check(function, reals(Scalar.F64, 3, 4));
  }

  /// Sums of products whose factors are all needed later, and all again in the end.
  private static Function manyValues(Scalar type, int count) {
    return Elementwise.of(
        8,
        List.of(type, type),
        (f, in) -> {
          List<Value> values = new ArrayList<>(List.of(in.getFirst()));
          for (int i = 1; i < count; i++) {
            Value last = values.getLast();
            values.add(
                type.isFloat()
                    ? Elementwise.op(f, CoreOp.ADD, last, Elementwise.real(f, type, i * 0.3))
                    : Elementwise.op(
                        f, CoreOp.WRAPPING_MUL, last, Elementwise.whole(f, type, 2 * i + 1)));
          }
          Value sum = values.getFirst();
          for (Value value : values.reversed()) {
            sum =
                type.isFloat()
                    ? Elementwise.op(f, CoreOp.FMA, sum, value, values.get(count / 2))
                    : Elementwise.op(f, CoreOp.WRAPPING_ADD, sum, value);
          }
          return sum;
        });
  }

  @Test
  void moreValuesThanRegisters() {
    for (int count : new int[] {20, 60, 110}) {
      for (Scalar type : List.of(Scalar.F64, Scalar.F32, Scalar.F16)) {
        LoopRun.check(manyValues(type, count), reals(type, numbers(8)), reals(type, new double[8]));
      }
      for (Scalar type : List.of(Scalar.I32, Scalar.I64)) {
        long[] numbers = {1, 2, -3, 4, 1000, Integer.MIN_VALUE, 7, 8};
        LoopRun.check(manyValues(type, count), wholes(type, numbers), wholes(type, new long[8]));
      }
    }
  }

  @Test
  void farBranches() {
    Function function =
        Elementwise.of(
            4,
            List.of(Scalar.F64, Scalar.F64),
            (f, in) -> {
              Value x = in.getFirst();
              for (int i = 0; i < 1500; i++) {
                Value next = Elementwise.op(f, CoreOp.ADD, x, in.getFirst());
                x = i % 100 == 0 ? Elementwise.op(f, CoreOp.MAX, next, x) : next;
              }
              return x;
            });
    assertTrue(LoopRun.compiled(function).instructions().size() > 1500);
    LoopRun.check(function, reals(Scalar.F64, 1, 0.1, -3, 1e300), reals(Scalar.F64, new double[4]));
  }

  @Test
  void generatedFunctions() {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Function function = RandomLoops.make(seed);
      List<OracleTensor> arguments = new ArrayList<>();
      for (Scalar type : RandomLoops.TYPES) {
        arguments.add(
            type.isFloat()
                ? reals(
                    type,
                    DoubleStream.generate(() -> random.nextInt(-40, 40) * 0.25)
                        .limit(RandomLoops.SIZE)
                        .toArray())
                : wholes(type, random.ints(RandomLoops.SIZE, -50, 50).asLongStream().toArray()));
      }
      LoopRun.check(function, arguments.toArray());
    }
  }

  @Test
  void whatHasNoCodeIsNamed() {
    Function checked =
        LoopRun.read(
            """
            func @f(%0: buffer<[2] x f64, global>, %1: i32) -> () {
              %2 = kernel.load(%0, %1)
              kernel.store(%0, %2, %1) {bounds = "proved"}
              core.return
            }
            """);
    Unsupported none = assertThrows(Unsupported.class, () -> LoopCompiler.compile(checked, null));
    assertEquals("an access that may lie outside of its buffer", none.getMessage());
  }
}
