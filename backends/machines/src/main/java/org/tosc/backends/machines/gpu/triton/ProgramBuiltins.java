package org.tosc.backends.machines.gpu.triton;

import java.util.List;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.PointerType;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.tir.source.Code;

/// Programs, types, new tiles, hints.
final class ProgramBuiltins {
  static final List<Builtin> ROWS =
      List.of(
          Builtin.of("program_id(axis)", a -> new Tensor(a.program().programId(axis(a)))),
          Builtin.of("num_programs(axis)", a -> new Tensor(a.program().programs(axis(a)))),
          Builtin.of("arange(start, end)", ProgramBuiltins::arange),
          Builtin.of("full(shape, value, dtype)", ProgramBuiltins::full),
          Builtin.of(
              "zeros(shape, dtype)",
              a -> filled(a, a.shape("shape"), new Value.Whole(0), a.type("dtype"))),
          Builtin.of(
              "zeros_like(input)",
              a -> {
                Tile like = a.tile("input");
                return filled(a, like.shape(), new Value.Whole(0), like.type());
              }),
          Builtin.of(
              "pointer_type(element_ty, address_space=1, const=False)", ProgramBuiltins::pointer),
          Builtin.of("constexpr(value)", a -> a.value("value")),
          Builtin.of(
              "to(input, dtype, fp_downcast_rounding=None, bitcast=False)", ProgramBuiltins::cast),
          Builtin.of(
              "cast(input, dtype, fp_downcast_rounding=None, bitcast=False)",
              ProgramBuiltins::cast),
          Builtin.of("to_tensor(x)", a -> new Tensor(a.tile("x"))),
          Builtin.of("multiple_of(input, values)", a -> a.value("input")),
          Builtin.of("max_contiguous(input, values)", a -> a.value("input")),
          Builtin.of("max_constancy(input, values)", a -> a.value("input")),
          Builtin.of("assume(cond)", ProgramBuiltins::assume),
          Builtin.of("debug_barrier()", _ -> new Value.Nothing()),
          Builtin.of("static_print(*values)", _ -> new Value.Nothing()),
          Builtin.of("device_print(prefix, *values)", _ -> new Value.Nothing()),
          Builtin.of("static_assert(cond, msg='')", ProgramBuiltins::staticAssert),
          Builtin.of("device_assert(cond, msg='', mask=None)", ProgramBuiltins::deviceAssert),
          Builtin.of(
              "range(arg1, arg2=None, step=None, num_stages=None, loop_unroll_factor=None, disallow_acc_multi_buffer=False, flatten=False, warp_specialize=False, disable_licm=False)",
              ProgramBuiltins::range),
          Builtin.of("static_range(arg1, arg2=None, step=None)", a -> steps(a, true)),
          Builtin.of("type.is_floating(type)", a -> truth(dtype(a).isFloat())),
          Builtin.of("type.is_int(type)", a -> truth(dtype(a).isInteger())),
          Builtin.of("type.is_ptr(type)", a -> truth(a.type("type") instanceof PointerType)),
          Builtin.of("type.is_fp16(type)", a -> truth(a.type("type") == DType.F16)),
          Builtin.of("type.is_bf16(type)", a -> truth(a.type("type") == DType.BF16)),
          Builtin.of("type.is_fp32(type)", a -> truth(a.type("type") == DType.F32)),
          Builtin.of("type.is_fp64(type)", a -> truth(a.type("type") == DType.F64)),
          Builtin.of(
              "type.is_fp8(type)", a -> truth(dtype(a).isFloat() && dtype(a).bits() == Byte.SIZE)),
          Builtin.of("type.is_int_signed(type)", a -> truth(dtype(a).kind() == DType.Kind.SIGNED)),
          Builtin.of("type.is_int_unsigned(type)", a -> truth(dtype(a).isUnsigned())));

  private ProgramBuiltins() {}

  private static Value truth(boolean value) {
    return new Value.Truth(value);
  }

  private static DType dtype(Arguments a) {
    return a.type("type") instanceof DType dtype ? dtype : DType.I64;
  }

  private static int axis(Arguments a) {
    long axis = a.whole("axis");
    if (axis < 0 || axis > 2) {
      throw a.fault("the axes of a grid are 0, 1 and 2, not " + axis);
    }
    return (int) axis;
  }

  private static Value arange(Arguments a) {
    long start = a.whole("start");
    long end = a.whole("end");
    if (end <= start) {
      throw a.fault("`arange` goes up: " + end + " is not above " + start);
    }
    if (start < Integer.MIN_VALUE || end > Integer.MAX_VALUE) {
      throw a.fault("`arange` has 32 bits");
    }
    long length = end - start;
    if (Long.bitCount(length) != 1) {
      throw a.fault("the length of `arange` is a power of two, not " + length);
    }
    a.powerOfTwo(length);
    return new Tensor(a.program().range((int) start, (int) end));
  }

  private static Value full(Arguments a) {
    return filled(a, a.shape("shape"), a.value("value"), a.type("dtype"));
  }

  private static Value filled(Arguments a, Shape shape, Value value, ElementType type) {
    Tile scalar =
        switch (value) {
          case Value.Whole(long whole) when type instanceof DType dtype ->
              Tile.scalar(dtype, whole);
          case Value.Real(double real) when type instanceof DType dtype -> Tile.scalar(dtype, real);
          case Value other -> a.operators().cast(a.operators().tile(other), type);
        };
    if (!scalar.shape().isScalar()) {
      throw a.fault("`" + a.name() + "` takes a scalar, not " + scalar.describe());
    }
    return new Tensor(a.program().broadcast(scalar, shape));
  }

  private static Value pointer(Arguments a) {
    return new Value.TypeName(new PointerType(a.type("element_ty")));
  }

  private static Value cast(Arguments a) {
    Tile tile = a.tile("input");
    ElementType type = a.type("dtype");
    if (!a.truth("bitcast", false)) {
      boolean toPointer = type instanceof PointerType && tile.isFloat();
      if (toPointer || (tile.type() instanceof PointerType && isFloat(type))) {
        throw a.fault("there is no way from " + tile.describe() + " to " + type.text());
      }
      return new Tensor(a.operators().cast(tile, type));
    }
    if (tile.type().bytes() != type.bytes()) {
      throw a.fault(
          "`bitcast` keeps the number of bits: " + tile.describe() + " is no " + type.text());
    }
    return new Tensor(a.program().bitcast(tile, type));
  }

  private static boolean isFloat(ElementType type) {
    return type instanceof DType dtype && dtype.isFloat();
  }

  private static Value assume(Arguments a) {
    a.tile("cond");
    return new Value.Nothing();
  }

  private static Value staticAssert(Arguments a) {
    if (!a.truth("cond", true)) {
      String message = a.text("msg", "");
      throw a.fault("`static_assert` does not hold" + (message.isEmpty() ? "" : ": " + message));
    }
    return new Value.Nothing();
  }

  private static Value deviceAssert(Arguments a) {
    Tile condition = a.operators().truth(a.tile("cond"));
    for (int i = 0; condition.isKnown() && i < condition.size(); i++) {
      if (condition.integer(i) == 0) {
        String message = a.text("msg", "");
        throw a.evaluator()
            .fault(
                Code.E1804,
                "`device_assert` does not hold" + (message.isEmpty() ? "" : ": " + message));
      }
    }
    return new Value.Nothing();
  }

  private static Value range(Arguments a) {
    if (a.truth("warp_specialize", false)) {
      a.evaluator().hints().specialize();
    }
    a.evaluator().hints().stages((int) a.whole("num_stages", 0));
    return steps(a, false);
  }

  static Value steps(Arguments a, boolean isStatic) {
    Value first = a.value("arg1");
    Value second = a.get("arg2");
    Value step = a.get("step");
    Value zero = new Value.Whole(0);
    Value one = step == null ? new Value.Whole(1) : step;
    Value from = second == null ? zero : first;
    Value to = second == null ? first : second;
    if (isStatic && !(isKnown(from) && isKnown(to) && isKnown(one))) {
      throw a.fault("the bounds of `static_range` are `tl.constexpr`");
    }
    for (Value bound : List.of(from, to, one)) {
      Tile tile = a.operators().tile(bound);
      if (!tile.shape().isScalar() || tile.isFloat() || tile.type() instanceof PointerType) {
        throw a.fault("the bounds of a `range` are whole numbers, not " + tile.describe());
      }
    }
    return new Value.Steps(from, to, one, isStatic);
  }

  private static boolean isKnown(Value value) {
    return value instanceof Value.Whole;
  }
}
