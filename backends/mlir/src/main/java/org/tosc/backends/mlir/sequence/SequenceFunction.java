package org.tosc.backends.mlir.sequence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.Types;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// A function that calls kernels one after the other: its parameters are arguments, and behind them
/// memory for its results, in their order. What kernels hand to each other is its own.
public final class SequenceFunction {
  private final KernelSequence sequence;
  private final Boundary boundary;
  private final BlockWriter out = new BlockWriter();
  private final List<MlirValue> arguments = new ArrayList<>();
  private final List<MlirValue> own = new ArrayList<>();

  /// Where tensors of some names are written to.
  private final Map<String, MlirValue> memory = new HashMap<>();

  /// What kernels can take, in each shape in which one took it.
  private final Map<String, Map<MlirType, MlirValue>> inputs = new HashMap<>();

  private SequenceFunction(KernelSequence sequence, Boundary boundary) {
    this.sequence = sequence;
    this.boundary = boundary;
  }

  /// Whether a function is what its only kernel is: takes and gives the same, in the same order and
  /// shapes.
  public static boolean isOneKernel(KernelSequence sequence) {
    if (sequence.steps().size() != 1) {
      return false;
    }
    Step only = sequence.steps().getFirst();
    boolean isSame =
        only.inputs().equals(sequence.parameters()) && only.results().equals(sequence.results());
    return isSame
        && IntStream.range(0, only.inputs().size())
            .allMatch(i -> isSeenAs(only.inputs().get(i), only.nests().params().get(i)));
  }

  private static boolean isSeenAs(Tensor tensor, Value parameter) {
    return parameter.type() instanceof BufferType buffer
        && buffer.shape().equals(tensor.type().shape());
  }

  /// The same with kernels that are not called as the function is.
  public static KernelSequence withNamesApart(KernelSequence sequence) {
    List<Step> steps = new ArrayList<>();
    for (Step step : sequence.steps()) {
      Function f = step.nests();
      boolean isTaken = f.symbol().equals(sequence.name());
      String symbol = isTaken ? f.symbol() + "_k0" : f.symbol();
      Function named = new Function(symbol, f.results(), f.body(), f.attributes(), f.span());
      steps.add(new Step(named, step.inputs(), step.results()));
    }
    return new KernelSequence(sequence.name(), sequence.parameters(), sequence.results(), steps);
  }

  /// Writes the function; its kernels are written elsewhere.
  ///
  /// @param boundary of the kernels, and of the function
  public static MlirOperation of(KernelSequence sequence, Boundary boundary) throws NoText {
    return new SequenceFunction(sequence, boundary).function();
  }

  private MlirOperation function() throws NoText {
    Span span = sequence.steps().getFirst().nests().span();
    for (Tensor parameter : sequence.parameters()) {
      MlirType.Shaped type = boundary.input(memref(parameter, span));
      MlirValue argument = MlirValue.of(type, parameter.name());
      arguments.add(argument);
      shapes(parameter).put(type, argument);
    }
    for (Tensor result : sequence.results()) {
      MlirValue argument = MlirValue.of(memref(result, span), result.name());
      arguments.add(argument);
      memory.put(result.name(), argument);
    }
    for (Step step : sequence.steps()) {
      call(step);
    }
    own.forEach(memory -> out.emit(boundary.release().operands(memory)));
    out.emit(MlirOperation.named("func.return"));
    List<MlirType> types = arguments.stream().map(MlirValue::type).toList();
    return MlirOperation.named("func.func")
        .attribute("sym_name", MlirAttribute.of(sequence.name()))
        .attribute("function_type", MlirAttribute.of(new MlirType.Func(types, List.of())))
        .region(out.region(arguments))
        .at(Types.location(span))
        .build();
  }

  private static MlirType.Shaped memref(Tensor tensor, Span span) throws NoText {
    BufferType buffer = new BufferType(tensor.type().shape(), tensor.type().element(), "global");
    return Types.memref(buffer, span);
  }

  private Map<MlirType, MlirValue> shapes(Tensor tensor) {
    return inputs.computeIfAbsent(tensor.name(), _ -> new LinkedHashMap<>());
  }

  private void call(Step step) throws NoText {
    Span span = step.nests().span();
    out.at(Types.location(span));
    List<MlirValue> operands = new ArrayList<>();
    for (int i = 0; i < step.inputs().size(); i++) {
      operands.add(input(step.inputs().get(i), step.nests().params().get(i), span));
    }
    for (Tensor result : step.results()) {
      if (result.role() == Role.BETWEEN) {
        MlirValue made = out.emit(boundary.allocation(), memref(result, span), result.name());
        own.add(made);
        memory.put(result.name(), made);
      }
      operands.add(Objects.requireNonNull(memory.get(result.name())));
    }
    out.emit(
        MlirOperation.named("func.call")
            .operands(operands)
            .attribute("callee", MlirAttribute.symbol(step.nests().symbol())));
  }

  /// What a kernel takes for a tensor.
  private MlirValue input(Tensor tensor, Value parameter, Span span) throws NoText {
    MlirType.Shaped type = boundary.input(Types.memref((BufferType) parameter.type(), span));
    Map<MlirType, MlirValue> known = shapes(tensor);
    if (known.isEmpty()) {
      MlirValue read = readable(Objects.requireNonNull(memory.get(tensor.name())));
      known.put(read.type(), read);
    }
    MlirValue found = known.get(type);
    if (found == null) {
      found = Reshape.of(out, known.values().iterator().next(), type);
      known.put(type, found);
    }
    return found;
  }

  /// Memory as what kernels take.
  private MlirValue readable(MlirValue written) {
    MlirType.Shaped type = boundary.input((MlirType.Shaped) written.type());
    return type.equals(written.type())
        ? written
        : out.emit(
            MlirOperation.named("bufferization.to_tensor")
                .operands(written)
                .attribute("restrict", MlirAttribute.Unit.UNIT),
            type,
            written.hint());
  }
}
