package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.PointerType;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.triton.Value.Tensor;
import org.tosc.backends.machines.gpu.triton.Value.Tuple;
import org.tosc.backends.machines.gpu.triton.Value.TypeName;
import org.tosc.backends.machines.gpu.triton.Value.Whole;
import org.tosc.tir.source.Code;

/// What stands behind a `.`: parts of modules, of types and of tiles.
final class Attributes {
  private final Evaluator evaluator;

  Attributes(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  Value of(Value value, String name) {
    return switch (value) {
      case Value.Known(String module) -> Builtins.member(module, name);
      case Tensor(Tile tile) -> ofTile(value, tile, name);
      case TypeName(ElementType type) -> ofType(value, type, name);
      case Value.Block block -> ofBlock(block, name);
      case Whole _, Value.Real _, Value.Truth _ ->
          "value".equals(name) ? value : new Value.Method(value, name);
      case Value.Text _,
          Value.Nothing _,
          Tuple _,
          Value.Routine _,
          Value.Method _,
          Value.Steps _,
          Value.Array _,
          Value.Closure _,
          Value.Table _ ->
          throw missing(value, name);
    };
  }

  private Fault missing(Value value, String name) {
    return evaluator.fault(Code.E1804, value.describe() + " has no `" + name + "`");
  }

  private Value ofTile(Value value, Tile tile, String name) {
    return switch (name) {
      case "shape" -> shape(tile.shape().extents());
      case "dtype", "type" -> new TypeName(tile.type());
      case "numel" -> new Whole(tile.size());
      case "T" -> evaluator.apply(new Value.Method(value, "trans"), List.of(), Map.of());
      default -> new Value.Method(value, name);
    };
  }

  static Value shape(List<Integer> extents) {
    List<Value> items = new ArrayList<>();
    extents.forEach(extent -> items.add(new Whole(extent)));
    return new Tuple(items);
  }

  private Value ofType(Value value, ElementType type, String name) {
    return switch (name) {
      case "element_ty" -> new TypeName(type instanceof PointerType(var pointee) ? pointee : type);
      case "scalar" -> value;
      case "primitive_bitwidth", "itemsize" -> {
        int bits = type instanceof DType dtype ? dtype.bits() : Long.SIZE;
        yield new Whole("itemsize".equals(name) ? type.bytes() : bits);
      }
      case "is_floating",
          "is_int",
          "is_ptr",
          "is_fp16",
          "is_bf16",
          "is_fp32",
          "is_fp64",
          "is_fp8",
          "is_int_signed",
          "is_int_unsigned",
          "is_bool",
          "is_int1",
          "is_int8",
          "is_int16",
          "is_int32",
          "is_int64",
          "is_uint8",
          "is_uint32" ->
          new Value.Method(value, name);
      default -> throw missing(value, name);
    };
  }

  private Value ofBlock(Value.Block block, String name) {
    return switch (name) {
      case "block_shape" -> shape(block.extents());
      case "shape" -> new Tuple(block.shape().stream().map(t -> (Value) new Tensor(t)).toList());
      case "strides" ->
          new Tuple(block.strides().stream().map(t -> (Value) new Tensor(t)).toList());
      case "dtype" -> new TypeName(evaluator.pointer(block.base(), "a descriptor").pointee());
      default -> new Value.Method(block, name);
    };
  }

  /// The full name of the function that a method is.
  String builtinOf(Value receiver, String method) {
    String name =
        switch (receiver) {
          case Value.Block _ -> "block." + method;
          case TypeName _ -> "type." + method;
          case Value _ -> "triton.language." + method;
        };
    if (Builtins.find(name) == null) {
      throw missing(receiver, method);
    }
    return name;
  }
}
