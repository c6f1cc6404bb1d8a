package org.tosc.backends.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TypeSet;
import org.tosc.tir.ir.VectorType;

/// Makes functions that go over four tensors (f32, i32, f64, i64) in steps of a vector, compute
/// something random with each, and write what they made to four others. The last step is masked.
/// What bits a NaN has is nobody's business, so none is looked at.
final class VectorMaker {
  private static final List<CoreOp> OPERATIONS =
      List.of(
          CoreOp.ADD,
          CoreOp.SUB,
          CoreOp.MUL,
          CoreOp.DIV,
          CoreOp.MIN,
          CoreOp.MAX,
          CoreOp.FMA,
          CoreOp.NEG,
          CoreOp.ABS,
          CoreOp.SQRT,
          CoreOp.FLOOR,
          CoreOp.CEIL,
          CoreOp.EXP,
          CoreOp.TANH,
          CoreOp.WRAPPING_ADD,
          CoreOp.WRAPPING_SUB,
          CoreOp.WRAPPING_MUL,
          CoreOp.WRAPPING_SHL,
          CoreOp.WRAPPING_SHR,
          CoreOp.AND,
          CoreOp.OR,
          CoreOp.XOR,
          CoreOp.NOT,
          CoreOp.EQ,
          CoreOp.NE,
          CoreOp.LT,
          CoreOp.LE,
          CoreOp.GT,
          CoreOp.GE,
          CoreOp.SELECT,
          CoreOp.CAST,
          CoreOp.LDEXP,
          CoreOp.BITCAST,
          CoreOp.REDUCE_ADD,
          CoreOp.REDUCE_MAX,
          CoreOp.REDUCE_MIN);
  private static final List<Scalar> TYPES =
      List.of(Scalar.F32, Scalar.I32, Scalar.F64, Scalar.I64, Scalar.I1);

  private final Random random;
  private final int lanes;
  private final StringBuilder text = new StringBuilder();
  private final Map<Scalar, List<Integer>> pool = new HashMap<>();
  private int next = 100;

  VectorMaker(long seed) {
    random = new Random(seed);
    lanes = 2 << random.nextInt(4);
  }

  /// The types that vectors of so many lanes have.
  private List<Scalar> types() {
    return lanes == 16 ? List.of(Scalar.F32, Scalar.I32, Scalar.I1) : TYPES;
  }

  private String vector(Scalar type) {
    return new VectorType(lanes, type).toString();
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private int emit(Scalar type, String operation) {
    text.append("    %").append(next).append(" = ").append(operation).append('\n');
    pool.computeIfAbsent(type, _ -> new ArrayList<>()).add(next);
    return next++;
  }

  private String any(Scalar type) {
    List<Integer> made = pool.get(type);
    // Mostly what is new, so that chains become long.
    int back = (int) Math.abs(random.nextGaussian() * 3);
    return "%" + made.get(Math.max(0, made.size() - 1 - back));
  }

  private void constants(Scalar type) {
    String edge =
        switch (type) {
          case F32, F64 -> pick(List.of("0.5", "-0.0", "inf", "nan", "-3.0", "1.0E-40", "3.0E38"));
          case I1 -> pick(List.of("true", "false"));
          default -> pick(List.of("0", "1", "-1", "23", "31", "-2147483648", "2147483647"));
        };
    emit(type, "core.const {value = " + edge + "} : " + vector(type));
  }

  private void operation() {
    CoreOp op = pick(OPERATIONS);
    Scalar type = pick(types());
    List<OpRow.Operand> operands = op.row().operands();
    TypeSet takes = operands.getLast().types();
    if (!takes.contains(new VectorType(lanes, type)) || (op == CoreOp.NOT && type != Scalar.I1)) {
      return;
    }
    String name = "core." + op.row().name();
    if (op == CoreOp.CAST) {
      cast(type);
    } else if (op == CoreOp.BITCAST) {
      bitcast(type);
    } else if (op == CoreOp.LDEXP) {
      Scalar floats = type == Scalar.I32 ? Scalar.F32 : Scalar.F64;
      emit(floats, name + "(" + any(floats) + ", " + any(type) + ")");
    } else if (op == CoreOp.SELECT) {
      emit(type, name + "(" + any(Scalar.I1) + ", " + any(type) + ", " + any(type) + ")");
    } else if (op.compareTo(CoreOp.REDUCE_ADD) >= 0 && op.compareTo(CoreOp.REDUCE_MIN) <= 0) {
      text.append("    %" + next + " = " + name + "(" + any(type) + ")\n");
      emit(type, "core.splat(%" + next++ + ") : " + vector(type));
    } else {
      boolean compares = op.compareTo(CoreOp.EQ) >= 0 && op.compareTo(CoreOp.GE) <= 0;
      List<String> values = operands.stream().map(_ -> any(type)).toList();
      emit(compares ? Scalar.I1 : type, name + "(" + String.join(", ", values) + ")");
    }
  }

  private void cast(Scalar from) {
    Scalar to = pick(types());
    boolean harmless =
        to.isFloat()
            || to == Scalar.I1
            || from == Scalar.I1
            || (!from.isFloat() && to == Scalar.I64);
    if (harmless && from != to) {
      emit(to, "core.cast(" + any(from) + ") : " + vector(to));
    }
  }

  private void bitcast(Scalar from) {
    Scalar to =
        switch (from) {
          case F32 -> Scalar.I32;
          case I32 -> Scalar.F32;
          case F64 -> Scalar.I64;
          default -> Scalar.F64;
        };
    String value = any(from);
    if (from.isFloat()) {
      emit(Scalar.I1, "core.eq(" + value + ", " + value + ")");
      String isNumber = "%" + (next - 1);
      emit(from, "core.zero : " + vector(from));
      emit(from, "core.select(" + isNumber + ", " + value + ", %" + (next - 1) + ")");
      value = "%" + (next - 1);
    }
    emit(to, "core.bitcast(" + value + ")");
  }

  /// The text of `@f`: four tensors in, four of the same types out.
  String function() {
    List<Scalar> whole = types().stream().filter(t -> t != Scalar.I1).toList();
    emit(Scalar.I1, "core.lanes_below(%31) : " + vector(Scalar.I1));
    String mask = "%" + (next - 1);
    for (Scalar type : whole) {
      emit(type, "kernel.vload(" + buffer(type, 0) + ", %30, " + mask + ")" + bounds(type));
    }
    types().forEach(this::constants);
    for (int i = 0; i < 60; i++) {
      operation();
    }
    for (Scalar type : whole) {
      text.append("    kernel.vstore(" + buffer(type, 10) + ", " + last(type) + ", %30, " + mask)
          .append(random.nextBoolean() ? ") {bounds = \"proved\"}\n" : ")\n");
    }
    return HEAD.replace("STEP", String.valueOf(lanes)).replace("BODY", text.toString());
  }

  private String last(Scalar type) {
    return "%" + pool.get(type).getLast();
  }

  private String bounds(Scalar type) {
    return (random.nextBoolean() ? " {bounds = \"proved\"} : " : " : ") + vector(type);
  }

  private static String buffer(Scalar type, int first) {
    return "%" + (10 + first + TYPES.indexOf(type));
  }

  private static final String HEAD =
      """
      func @f(%0: tensor<[n] x f32>, %1: tensor<[n] x i32>, %2: tensor<[n] x f64>, %3: tensor<[n] x i64>) -> (tensor<[n] x f32>, tensor<[n] x i32>, tensor<[n] x f64>, tensor<[n] x i64>) {
        %10 = kernel.from_tensor(%0) : buffer<[n] x f32, global>
        %11 = kernel.from_tensor(%1) : buffer<[n] x i32, global>
        %12 = kernel.from_tensor(%2) : buffer<[n] x f64, global>
        %13 = kernel.from_tensor(%3) : buffer<[n] x i64, global>
        %20 = kernel.from_tensor(%0) : buffer<[n] x f32, global>
        %21 = kernel.from_tensor(%1) : buffer<[n] x i32, global>
        %22 = kernel.from_tensor(%2) : buffer<[n] x f64, global>
        %23 = kernel.from_tensor(%3) : buffer<[n] x i64, global>
        core.call(%10, %11, %12, %13, %20, %21, %22, %23) {callee = @g}
        %40 = kernel.to_tensor(%20) : tensor<[n] x f32>
        %41 = kernel.to_tensor(%21) : tensor<[n] x i32>
        %42 = kernel.to_tensor(%22) : tensor<[n] x f64>
        %43 = kernel.to_tensor(%23) : tensor<[n] x i64>
        core.return(%40, %41, %42, %43)
      }

      func @g(%10: buffer<[n] x f32, global>, %11: buffer<[n] x i32, global>, %12: buffer<[n] x f64, global>, %13: buffer<[n] x i64, global>, %20: buffer<[n] x f32, global>, %21: buffer<[n] x i32, global>, %22: buffer<[n] x f64, global>, %23: buffer<[n] x i64, global>) -> () {
        %24 = core.const {value = 0} : i64
        %25 = kernel.extent(%10, %24)
        %26 = core.cast(%25) : i32
        %27 = core.slot : slot<i32>
        core.loop {
          %28 = core.slot_get(%27)
          %29 = core.lt(%28, %26)
          core.yield(%29)
        } {
          %30 = core.slot_get(%27)
          %31 = core.wrapping_sub(%26, %30)
      BODY
          core.yield
        } {
          %32 = core.slot_get(%27)
          %33 = core.const {value = STEP} : i32
          %34 = core.wrapping_add(%32, %33)
          core.slot_set(%27, %34)
          core.yield
        }
        core.return
      }
      """;
}
