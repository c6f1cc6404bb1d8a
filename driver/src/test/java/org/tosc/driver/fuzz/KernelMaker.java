package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tosc.driver.fuzz.KernelScope.Memory;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Makes programs of the family `kernel`, well typed by construction: a main function takes
/// tensors, copies them to memory, works on it by itself and by launches, and gives all memory as
/// tensors.
final class KernelMaker {
  /// A program: its main function and what that is called with.
  record Program(String main, List<Tensor> tensors) {}

  private static final Source PLACES = new Source("fuzz.tir", "abcdefghijklmno\n".repeat(1024));

  /// Tiles of 1 to 8 and their edges.
  private static final long[] EXTENTS = {4, 3, 5, 1, 8, 7, 9, 2, 0, 10, 6, 16};

  /// Tensors of `u64` hold only what a `long` does.
  private static final List<Scalar> MEMORY =
      Stream.concat(KernelScalars.TYPES.stream().filter(t -> t != Scalar.U64), Stream.of(Scalar.I4))
          .toList();

  private final List<Function> functions = new ArrayList<>();
  private final Map<String, Long> used = new TreeMap<>();

  List<Function> functions() {
    return functions;
  }

  Map<String, Long> used() {
    return used;
  }

  Program add(int number, Choices choices) {
    int[] place = {0};
    KernelContext context = new KernelContext("p" + number, choices, used, () -> place(place));
    Program program = new One(context).make();
    functions.addAll(context.functions);
    return program;
  }

  private static Span place(int[] next) {
    int at = next[0]++ % (PLACES.text().length() - 1);
    return PLACES.span(at, at + 1);
  }

  /// One program under construction.
  private static final class One {
    private final KernelContext context;
    private final Choices c;
    private final KernelScope main;
    private final TensorData data;
    private final List<Tensor> tensors = new ArrayList<>();
    private int kernels;

    One(KernelContext context) {
      this.context = context;
      this.c = context.choices;
      this.main = new KernelScope(context, context.prefix + ".main");
      this.data = new TensorData(c);
    }

    Program make() {
      int helpers = c.below(3);
      for (int i = 0; i < helpers; i++) {
        KernelHelpers.define(context);
      }
      int inputs = 1 + c.below(3);
      List<Value> params = new ArrayList<>();
      for (int i = 0; i < inputs; i++) {
        Tensor tensor = tensor();
        tensors.add(tensor);
        params.add(main.f.param(type(tensor)));
      }
      for (int i = 0; i < inputs; i++) {
        toMemory(params.get(i), tensors.get(i));
      }
      int outputs = 1 + c.below(2);
      for (int i = 0; i < outputs; i++) {
        alloc();
      }
      List<Memory> all = new ArrayList<>(main.memories);
      all.add(sink());
      int actions = 1 + c.below(3);
      for (int i = 0; i < actions; i++) {
        if (c.below(3) > 0) {
          launch();
        } else {
          new KernelBody(main).statements(1 + c.below(3), 1);
        }
      }
      end(all);
      return new Program(context.prefix + ".main", List.copyOf(tensors));
    }

    private Tensor tensor() {
      if (c.rarely(12)) {
        DType block = c.pick(TensorData.BLOCKS);
        return data.packed(
            block, TensorData.Range.MODERATE, c.coin() ? new long[] {32} : new long[] {2, 32});
      }
      TensorData.Range range = c.coin() ? TensorData.Range.ANYTHING : TensorData.Range.MODERATE;
      return data.tensor(TensorData.ALL, range, shape());
    }

    private long[] shape() {
      long[] shape = new long[c.rarely(8) ? c.below(4) : 1 + c.below(2)];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = EXTENTS[c.below(EXTENTS.length)];
      }
      return TensorData.limited(shape);
    }

    private static Scalar scalar(DType dtype) {
      return dtype.isBool() ? Scalar.I1 : Objects.requireNonNull(Scalar.parse(dtype.text()));
    }

    private static TensorType type(Tensor tensor) {
      return new TensorType(
          java.util.Collections.nCopies(tensor.shape().length, Dim.unknown()),
          scalar(tensor.dtype()));
    }

    private BufferType bufferType(Scalar element, long[] shape) {
      List<Dim> dims = new ArrayList<>();
      for (long extent : shape) {
        boolean wrong = c.rarely(150);
        dims.add(c.below(3) > 0 ? Dim.unknown() : Dim.of(extent + (wrong ? 1 : 0)));
      }
      return new BufferType(dims, element, "global");
    }

    private void toMemory(Value param, Tensor tensor) {
      Scalar element = scalar(tensor.dtype());
      BufferType type = bufferType(element, tensor.shape());
      Value value = main.opOf(KernelOp.FROM_TENSOR, type, Attributes.NONE, List.of(param));
      boolean writable = element.kind() != Scalar.Kind.BLOCK && c.rarely(3);
      main.memories.add(new Memory(value, tensor.shape(), main.memories.size(), writable));
    }

    /// Memory for what all nests give; no statement knows of it.
    private Memory sink() {
      BufferType type = new BufferType(List.of(Dim.of(KernelTiles.SINK)), Scalar.F64, "global");
      Value value = main.opOf(KernelOp.ALLOC, type, Attributes.NONE, List.of());
      main.sink = value;
      return new Memory(value, new long[] {KernelTiles.SINK}, -1, true);
    }

    private void alloc() {
      long[] shape = shape();
      List<Dim> dims = new ArrayList<>();
      List<Value> extents = new ArrayList<>();
      for (long extent : shape) {
        boolean open = c.coin();
        dims.add(open ? Dim.unknown() : Dim.of(extent));
        if (open) {
          extents.add(main.integer(c.rarely(200) ? -1 : extent));
        }
      }
      BufferType type = new BufferType(dims, c.pick(MEMORY), "global");
      Value value = main.opOf(KernelOp.ALLOC, type, Attributes.NONE, extents);
      main.memories.add(new Memory(value, shape, main.memories.size(), true));
    }

    /// Launches a kernel of its own on some of the memory.
    private void launch() {
      List<Memory> given = new ArrayList<>();
      for (Memory memory : main.memories) {
        if (given.isEmpty() || c.below(3) > 0) {
          given.add(memory);
        }
      }
      int axes = 1 + c.below(2);
      List<Value> operands = new ArrayList<>();
      KernelScope scope = new KernelScope(context, context.prefix + ".k" + kernels++);
      for (int axis = 0; axis < axes; axis++) {
        long extent = c.rarely(200) ? -1 : 1 + c.below(3) - (c.rarely(10) ? 1 : 0);
        scope.most.add(extent);
        operands.add(main.integer(extent));
      }
      for (Memory memory : given) {
        Value param = scope.f.param(memory.value().type());
        scope.memories.add(new Memory(param, memory.shape(), memory.root(), memory.isWritable()));
        operands.add(memory.value());
      }
      Value sink = Objects.requireNonNull(main.sink);
      scope.sink = scope.f.param(sink.type());
      operands.add(sink);
      Value scalar = new KernelScalars(main, main.scalars).constant(c.pick(KernelScalars.TYPES));
      scope.scalars.add(scope.f.param(scalar.type()));
      operands.add(scalar);
      Function kernel = kernel(scope, axes);
      context.functions.add(kernel);
      Attributes attributes =
          Attributes.of("callee", new Attribute.Symbol(kernel.symbol()))
              .with("axes", Attribute.of((long) axes));
      main.act(KernelOp.LAUNCH, attributes, operands);
    }

    private Function kernel(KernelScope scope, int axes) {
      for (int axis = 0; axis < axes; axis++) {
        Attributes which = Attributes.of("axis", Attribute.of((long) axis));
        Value id = scope.op(KernelOp.PROGRAM_ID, which);
        scope.program.add(id);
        scope.scalars.add(id);
      }
      if (c.rarely(4)) {
        Attributes which = Attributes.of("axis", Attribute.of((long) c.below(3)));
        scope.scalars.add(scope.op(KernelOp.NUM_PROGRAMS, which));
      }
      new KernelBody(scope).statements(2 + c.below(4), 1);
      if (c.rarely(6)) {
        scope.act(KernelOp.BARRIER, Attributes.NONE, List.of());
      }
      scope.act(CoreOp.RETURN, Attributes.NONE, List.of());
      return scope.f.finish(List.of(), Attributes.NONE, Span.NONE);
    }

    /// Gives all memory as tensors and frees it.
    private void end(List<Memory> all) {
      List<Value> results = new ArrayList<>();
      for (Memory memory : all) {
        TensorType type =
            new TensorType(
                java.util.Collections.nCopies(memory.rank(), Dim.unknown()), memory.element());
        results.add(main.opOf(KernelOp.TO_TENSOR, type, Attributes.NONE, List.of(memory.value())));
      }
      for (Memory memory : all) {
        main.act(KernelOp.FREE, Attributes.NONE, List.of(memory.value()));
      }
      main.act(CoreOp.RETURN, Attributes.NONE, results);
      List<Type> types = Value.types(results);
      context.functions.add(main.f.finish(types, Attributes.NONE, Span.NONE));
    }
  }
}
