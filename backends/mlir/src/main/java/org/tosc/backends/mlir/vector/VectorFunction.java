package org.tosc.backends.mlir.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.Types;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.passes.lower.ElementLoops;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// A function of nests as loops over vectors of memory.
public final class VectorFunction {
  /// Elements that loops over vectors are written for.
  private static final Set<Scalar> IN_VECTORS =
      Set.of(Scalar.F32, Scalar.F16, Scalar.BF16, Scalar.I8);

  private static final Set<Type> NARROW = Set.of(Scalar.F16, Scalar.BF16, Scalar.I8);

  private final BlockWriter out = new BlockWriter();
  private final List<MlirValue> arguments = new ArrayList<>();
  private final List<MlirValue> own = new ArrayList<>();

  private VectorFunction() {}

  /// Writes a kernel: its inputs and results are arguments, in their order.
  ///
  /// @param names of the arguments
  /// @param machine whose vectors and caches sizes follow from
  public static MlirOperation of(Function kernel, List<String> names, Machine machine)
      throws NoText {
    List<Function> loops = lowered(kernel, machine);
    if (loops == null) {
      throw new NoText(kernel.span(), "a nest with bounds that are known at run time");
    }
    return new VectorFunction().function(kernel, loops, names);
  }

  private static @Nullable List<Function> lowered(Function kernel, Machine machine) {
    boolean hasVectors =
        kernel.params().stream()
                .allMatch(p -> p.type() instanceof BufferType b && IN_VECTORS.contains(b.element()))
            && kernel.body().ops().stream().allMatch(VectorFunction::computesWide);
    List<Function> vectors = hasVectors ? Lower.lower(kernel, machine) : null;
    if (vectors != null) {
      return vectors;
    }
    Function elements = ElementLoops.of(kernel);
    return elements == null ? null : List.of(elements);
  }

  /// Whether lanes hold what a nest computes with: elements of fewer bits than `f32` are cast
  /// first.
  private static boolean computesWide(Operation nest) {
    return nest.regions().stream()
        .flatMap(body -> body.ops().stream())
        .filter(o -> o.op() != CoreOp.CAST && o.op() != CoreOp.YIELD)
        .flatMap(o -> Stream.concat(o.operands().stream(), o.results().stream()))
        .noneMatch(v -> NARROW.contains(v.type()));
  }

  private MlirOperation function(Function kernel, List<Function> loops, List<String> names)
      throws NoText {
    Function entry = loops.getLast();
    List<Long> sizes = entry.attributes().integers("sizes");
    out.at(Types.location(kernel.span()));
    List<MlirValue> buffers = new ArrayList<>();
    for (int i = 0; i < entry.params().size(); i++) {
      Value given = i < names.size() ? kernel.params().get(i) : entry.params().get(i);
      buffers.add(
          i < names.size()
              ? argument(given, names.get(i), kernel.span())
              : scratch(given, sizes.get(i), kernel.span()));
    }
    Map<String, Function> known =
        loops.stream().collect(Collectors.toMap(Function::symbol, f -> f));
    new LoopWriter(known).call(entry, buffers, out);
    out.at(Types.location(kernel.span()));
    own.forEach(memory -> out.emit(MlirOperation.named("memref.dealloc").operands(memory)));
    out.emit(MlirOperation.named("func.return"));
    List<MlirType> types = arguments.stream().map(MlirValue::type).toList();
    return Places.in(
        MlirOperation.named("func.func")
            .attribute("sym_name", MlirAttribute.of(kernel.symbol()))
            .attribute("function_type", MlirAttribute.of(new MlirType.Func(types, List.of())))
            .region(out.region(arguments))
            .at(Types.location(kernel.span()))
            .build());
  }

  /// A buffer of the caller, of one dimension.
  private MlirValue argument(Value parameter, String name, Span span) throws NoText {
    if (!(parameter.type() instanceof BufferType buffer)) {
      throw new NoText(span, "a parameter of type " + parameter.type());
    }
    MlirType.Shaped type = Types.memref(buffer, span);
    MlirValue argument = MlirValue.of(type, name);
    arguments.add(argument);
    return Flat.of(out, argument);
  }

  /// Memory that holds zeros, as scratch does before the first call.
  private MlirValue scratch(Value parameter, long size, Span span) throws NoText {
    Type element = ((BufferType) parameter.type()).element();
    MlirType.Shaped type = MlirType.memref(List.of(size), Types.of(element, span));
    MlirValue memory = Zeros.of(out, type);
    own.add(memory);
    return memory;
  }
}
