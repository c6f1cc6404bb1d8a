package org.tosc.backends.machines.gpu.ttir;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.gpu.Argument;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.KernelCode;
import org.tosc.backends.machines.gpu.tile.PointerType;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// A function `tt.func`.
public final class TtirKernel {
  private final TtirFile file;
  private final String name;
  private final Operation function;

  TtirKernel(TtirFile file, String name, Operation function) {
    this.file = file;
    this.name = name;
    this.function = function;
  }

  public String name() {
    return name;
  }

  public Span span() {
    return function.span();
  }

  private Block body() {
    return function.region(0).entry();
  }

  /// The names of its parameters, without `%`.
  public List<String> inputs() {
    return body().arguments().stream().map(Definition::name).toList();
  }

  /// The kernel with its arguments.
  ///
  /// @throws Fault where they do not fit the parameters
  public KernelCode with(List<Argument> arguments) {
    List<Definition> parameters = body().arguments();
    if (arguments.size() != parameters.size()) {
      throw misfit("takes " + parameters.size() + " arguments, not " + arguments.size());
    }
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      tiles.add(tile(parameters.get(i), arguments.get(i)));
    }
    return program -> new Frame(program, file).run(body(), tiles);
  }

  private Fault misfit(String message) {
    return Fault.of(Code.E1805, function.span(), "`" + name + "` " + message);
  }

  private Tile tile(Definition parameter, Argument argument) {
    ElementType type = TtirTypes.element(parameter.type());
    return switch (argument) {
      case Argument.Pointer(var buffer, var element, long at)
          when type instanceof PointerType pointer ->
          Tile.pointer(pointer, buffer.base() + at * element.bytes());
      case Argument.Tensor(var buffer, var _) when type instanceof PointerType pointer ->
          Tile.pointer(pointer, buffer.base());
      case Argument.Whole(long value) when type instanceof DType dtype -> Tile.scalar(dtype, value);
      case Argument.Real(double value) when type instanceof DType dtype && dtype.isFloat() ->
          Tile.scalar(dtype, value);
      case Argument.Truth(boolean value) when type == DType.I1 ->
          Tile.scalar(DType.I1, value ? 1L : 0L);
      case Argument.Pointer _,
          Argument.Whole _,
          Argument.Real _,
          Argument.Truth _,
          Argument.Text _,
          Argument.Type _,
          Argument.Nothing _,
          Argument.Tuple _,
          Argument.Descriptor _, Argument.Tensor _ ->
          throw misfit("takes a `" + parameter.type() + "` as %" + parameter.name());
    };
  }
}
