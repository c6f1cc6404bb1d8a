package org.tosc.backends.mlir.linalg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.scalar.Arithmetic;
import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.scalar.Divisors;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.Types;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// A function of nests as one of `linalg` on tensors.
public final class LinalgFunction {
  private final BlockWriter out = new BlockWriter();

  /// What buffers hold by now; nothing is there for one that nothing was written to.
  private final Map<Value, MlirValue> held = new HashMap<>();

  private final Map<Value, MlirValue> scalars = new HashMap<>();
  private final Divisors divisors = new Divisors();
  private final List<MlirValue> arguments = new ArrayList<>();
  private final Map<Value, MlirValue> results = new HashMap<>();

  /// Numbers that buffers are filled with, as long as nothing else is written to them.
  private final Map<Value, MlirValue> fillings = new HashMap<>();

  /// What is held in panels, too.
  private final Map<Value, ProductForm.Panelled> panelled = new HashMap<>();

  private final ProductForm products;

  private LinalgFunction(ProductForm products) {
    this.products = products;
  }

  /// Writes a kernel: its inputs and results are arguments, in their order.
  ///
  /// @param names of the arguments
  public static MlirOperation of(Function kernel, List<String> names) throws NoText {
    return of(kernel, names, ProductForm.NONE);
  }

  /// The same with another form for products.
  public static MlirOperation of(Function kernel, List<String> names, ProductForm products)
      throws NoText {
    return new LinalgFunction(products).function(kernel, names);
  }

  private MlirOperation function(Function kernel, List<String> names) throws NoText {
    int ins = Math.toIntExact(kernel.attributes().integer("ins"));
    int outs = Math.toIntExact(kernel.attributes().integer("outs"));
    for (int i = 0; i < ins + outs; i++) {
      parameter(kernel.params().get(i), i < ins, names.get(i), kernel.span());
    }
    for (Operation operation : kernel.body().ops()) {
      out.at(Types.location(operation.span()));
      operation(operation);
    }
    out.at(Types.location(kernel.span()));
    for (Value result : kernel.params().subList(ins, ins + outs)) {
      finish(result, kernel.span());
    }
    out.emit(MlirOperation.named("func.return"));
    List<MlirType> types = arguments.stream().map(MlirValue::type).toList();
    return MlirOperation.named("func.func")
        .attribute("sym_name", MlirAttribute.of(kernel.symbol()))
        .attribute("function_type", MlirAttribute.of(new MlirType.Func(types, List.of())))
        .region(out.region(arguments))
        .at(Types.location(kernel.span()))
        .build();
  }

  private void parameter(Value parameter, boolean isInput, String name, Span span) throws NoText {
    if (!(parameter.type() instanceof BufferType buffer)) {
      throw new NoText(span, "a parameter of type " + parameter.type());
    }
    MlirType type = isInput ? Types.tensor(buffer, span) : Types.memref(buffer, span);
    MlirValue argument = MlirValue.of(type, name);
    arguments.add(argument);
    (isInput ? held : results).put(parameter, argument);
  }

  /// What a result holds in the end goes where the caller wants it.
  private void finish(Value result, Span span) throws NoText {
    MlirValue value = held.get(result);
    MlirValue last = value != null ? value : filled((BufferType) result.type(), 0, span);
    MlirValue destination = Objects.requireNonNull(results.get(result));
    ProductForm.Panelled panels = panelled.get(result);
    if (panels != null && panels.rows() == last && panels.into() != null) {
      last = panels.panels();
      destination = panels.into();
    }
    out.emit(
        MlirOperation.named("bufferization.materialize_in_destination")
            .operands(last, destination)
            .attribute("restrict", MlirAttribute.Unit.UNIT)
            .attribute("writable", MlirAttribute.Unit.UNIT));
  }

  private void operation(Operation o) throws NoText {
    if (o.op() == KernelOp.NEST) {
      nest(Nest.of(o));
    } else if (o.op() == CoreOp.CONST || o.op() == CoreOp.ZERO) {
      scalars.put(o.result(), Arithmetic.write(out, o, List.of(), "", divisors));
    } else if (o.op() == KernelOp.ALLOC && o.operands().isEmpty()) {
      held.remove(o.result());
    } else if (o.op() != KernelOp.FREE && o.op() != CoreOp.RETURN) {
      throw new NoText(o.span(), "`" + o.op().mnemonic() + "` beside nests");
    }
  }

  private void nest(Nest nest) throws NoText {
    if (!nest.bounds().isEmpty()) {
      throw new NoText(nest.operation().span(), "bounds that are known at run time");
    }
    for (int body = 0; body < nest.bodies() && !nest.extents().contains(0L); body++) {
      new Stage(BodyLoops.of(nest, body)).write();
    }
  }

  private MlirValue empty(MlirType.Shaped type) {
    return out.emit(MlirOperation.named("tensor.empty"), type, "empty");
  }

  private MlirValue filled(BufferType buffer, double value, Span span) throws NoText {
    MlirType.Shaped type = Types.tensor(buffer, span);
    MlirValue number = Constants.number(out, type.element(), value);
    return Named.fill(out, number, empty(type));
  }

  /// What one body of a nest does.
  private final class Stage {
    private final BodyLoops loops;
    private final Nest nest;
    private final Span span;

    Stage(BodyLoops loops) {
      this.loops = loops;
      this.nest = loops.nest();
      this.span = nest.operation().span();
    }

    void write() throws NoText {
      if (!inPanels()) {
        generally();
      }
    }

    /// Writes a product in its own form, if it has one.
    private boolean inPanels() throws NoText {
      if (products == ProductForm.NONE || !loops.reduces() || loops.writes().size() != 1) {
        return false;
      }
      int written = loops.writes().getFirst();
      List<MlirValue> ins = new ArrayList<>();
      for (int read : loops.reads()) {
        MlirValue value = current(read);
        if (!view(read).isWhole(((MlirType.Shaped) value.type()).shape())) {
          return false;
        }
        ins.add(value);
      }
      Value buffer = nest.operands().get(written);
      MlirValue before = current(written);
      if (!view(written).isWhole(((MlirType.Shaped) before.type()).shape())) {
        return false;
      }
      ProductForm.Panelled made =
          products.write(
              out,
              loops,
              new ProductForm.Operands(ins, before, fillings.get(buffer), results.get(buffer)));
      if (made != null) {
        held.put(buffer, made.rows());
        panelled.put(buffer, made);
        fillings.remove(buffer);
      }
      return made != null;
    }

    private void generally() throws NoText {
      List<MlirValue> ins = new ArrayList<>();
      List<MlirValue> outs = new ArrayList<>();
      List<Views> views = new ArrayList<>();
      for (int read : loops.reads()) {
        Views view = view(read);
        views.add(view);
        ins.add(part(current(read), view));
      }
      for (int written : loops.writes()) {
        Views view = view(written);
        views.add(view);
        boolean isFresh = !loops.uses(written) && !isReadElsewhere(written);
        outs.add(part(initial(written, view, isFresh), view));
      }
      MlirValue constant = fill();
      List<MlirValue> made =
          constant != null
              ? List.of(Named.fill(out, constant, outs.getFirst()))
              : new GenericWriter(out, loops, scalars, divisors).write(ins, outs, views);
      for (int i = 0; i < made.size(); i++) {
        int operand = loops.writes().get(i);
        put(operand, made.get(i), views.get(ins.size() + i));
        fillings.remove(nest.operands().get(operand));
        if (constant != null && views.getLast().isWhole(shape(operand))) {
          fillings.put(nest.operands().get(operand), constant);
        }
      }
    }

    private List<Long> shape(int operand) throws NoText {
      return Types.shape((BufferType) nest.operands().get(operand).type(), span);
    }

    private Views view(int operand) throws NoText {
      BufferType buffer = (BufferType) nest.operands().get(operand).type();
      return Views.of(Types.shape(buffer, span), loops.map(operand), loops.extents());
    }

    private boolean isReadElsewhere(int written) {
      Value value = nest.operands().get(written);
      for (int i = 0; i < nest.operands().size(); i++) {
        if (i != written && nest.operands().get(i).equals(value) && loops.uses(i)) {
          return true;
        }
      }
      return false;
    }

    /// What an operand holds; zeros where nothing was written.
    private MlirValue current(int operand) throws NoText {
      Value buffer = nest.operands().get(operand);
      MlirValue now = held.get(buffer);
      if (now == null) {
        now = filled((BufferType) buffer.type(), 0, span);
        held.put(buffer, now);
      }
      return now;
    }

    /// What a written operand holds before. Where all of it is written and nothing is read it does
    /// not matter.
    private MlirValue initial(int operand, Views view, boolean isFresh) throws NoText {
      BufferType buffer = (BufferType) nest.operands().get(operand).type();
      MlirType.Shaped type = Types.tensor(buffer, span);
      boolean isAll = view.isWhole(type.shape()) && view.isCovered();
      return isFresh && isAll ? empty(type) : current(operand);
    }

    private MlirValue part(MlirValue whole, Views view) {
      MlirType.Shaped type = (MlirType.Shaped) whole.type();
      return view.isWhole(type.shape())
          ? whole
          : out.emit(
              slice("tensor.extract_slice", view)
                  .segments(List.of(List.of(whole), List.of(), List.of(), List.of())),
              MlirType.tensor(view.sizes(), type.element()),
              "part");
    }

    private void put(int operand, MlirValue made, Views view) {
      Value buffer = nest.operands().get(operand);
      MlirValue before = held.get(buffer);
      if (before == null || before.type().equals(made.type())) {
        held.put(buffer, made);
        return;
      }
      MlirOperation.Draft insertion =
          slice("tensor.insert_slice", view)
              .segments(List.of(List.of(made), List.of(before), List.of(), List.of(), List.of()));
      held.put(buffer, out.emit(insertion, before.type(), "whole"));
    }

    private MlirOperation.Draft slice(String name, Views view) {
      return MlirOperation.named(name)
          .attribute("static_offsets", MlirAttribute.i64s(view.offsets()))
          .attribute("static_sizes", MlirAttribute.i64s(view.sizes()))
          .attribute("static_strides", MlirAttribute.i64s(view.strides()));
    }

    /// The number that everything written is filled with; null where the body does more.
    private @Nullable MlirValue fill() throws NoText {
      List<Operation> ops = loops.region().ops();
      boolean isConstant =
          ops.size() == 2
              && (ops.getFirst().op() == CoreOp.CONST || ops.getFirst().op() == CoreOp.ZERO)
              && loops.region().terminator().operands().equals(ops.getFirst().results());
      boolean isAll = loops.writes().size() == 1 && view(loops.writes().getFirst()).isCovered();
      return isConstant && isAll
          ? Arithmetic.write(
              out.at(Types.location(ops.getFirst().span())),
              ops.getFirst(),
              List.of(),
              "",
              divisors)
          : null;
    }
  }
}
