package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Reads a function over buffers as stages: the bodies of its nests, in their order.
final class StageReader {
  /// What was read.
  record Read(List<Buffer> buffers, List<Stage> stages) {}

  private final Map<Value, Buffer> buffers = new HashMap<>();
  private final List<Buffer> inOrder = new ArrayList<>();
  private final Map<Value, Term> scalars = new HashMap<>();
  private final List<Stage> stages = new ArrayList<>();

  private StageReader() {}

  /// @param names of the function's first parameters; the others get one
  static Read read(Function function, List<String> names) throws Unsupported {
    StageReader reader = new StageReader();
    Attributes a = function.attributes();
    long ins = a.has("ins") ? a.integer("ins") : 0;
    long ends = ins + (a.has("outs") ? a.integer("outs") : function.params().size());
    for (int i = 0; i < function.params().size(); i++) {
      Buffer.Role role =
          i < ins ? Buffer.Role.INPUT : i < ends ? Buffer.Role.RESULT : Buffer.Role.SCRATCH;
      String name = i < names.size() ? names.get(i) : "s" + (i - names.size());
      reader.buffer(function.params().get(i), name, role);
    }
    for (Operation operation : function.body().ops()) {
      reader.operation(operation);
    }
    return new Read(List.copyOf(reader.inOrder), List.copyOf(reader.stages));
  }

  private void buffer(Value value, String name, Buffer.Role role) throws Unsupported {
    if (!(value.type() instanceof BufferType type)) {
      throw new Unsupported("a parameter of type " + value.type());
    }
    List<Long> shape = new ArrayList<>();
    for (Dim dim : type.shape()) {
      if (!(dim instanceof Dim.Known(long size, _))) {
        throw new Unsupported("an extent that is known at run time");
      }
      shape.add(size);
    }
    if (type.layout() != Layout.ROW) {
      throw new Unsupported("a buffer of type " + type);
    }
    Buffer buffer = new Buffer(inOrder.size(), name, type.element(), shape, role);
    buffers.put(value, buffer);
    inOrder.add(buffer);
  }

  private void operation(Operation o) throws Unsupported {
    if (o.op() == KernelOp.NEST) {
      nest(Nest.of(o));
    } else if (o.op() == CoreOp.CONST || o.op() == CoreOp.ZERO) {
      scalars.put(o.result(), literal(o));
    } else if (o.op() == KernelOp.ALLOC && o.operands().isEmpty()) {
      buffer(o.result(), "local" + inOrder.size(), Buffer.Role.SCRATCH);
    } else if (o.op() == KernelOp.FREE && buffers.containsKey(o.operand(0))) {
      return;
    } else if (o.op() != CoreOp.RETURN || !o.operands().isEmpty()) {
      throw new Unsupported(o.op().mnemonic() + " beside nests");
    }
  }

  static Term literal(Operation o) throws Unsupported {
    if (!(o.result().type() instanceof Scalar type)) {
      throw new Unsupported("a constant of type " + o.result().type());
    }
    if (o.op() == CoreOp.ZERO) {
      return type.isFloat() ? new Term.Real(type, 0) : new Term.Whole(type, 0);
    }
    return switch (o.attributes().get("value")) {
      case Attribute.Real(double value) -> new Term.Real(type, value);
      case Attribute.Int(long value) ->
          type.isFloat() ? new Term.Real(type, value) : new Term.Whole(type, value);
      case Attribute.Bool(boolean value) -> new Term.Whole(type, value ? 1 : 0);
      case null -> throw new Unsupported("a constant that is no number");
      case Attribute _ -> throw new Unsupported("a constant that is no number");
    };
  }

  private void nest(Nest nest) throws Unsupported {
    if (!nest.bounded().isEmpty()) {
      throw new Unsupported("bounds that are known at run time");
    }
    if (nest.extents().contains(0L)) {
      return;
    }
    for (int body = 0; body < nest.bodies(); body++) {
      stages.add(new Body(nest, body).stage());
    }
  }

  /// One body of a nest.
  private final class Body {
    private final Nest nest;
    private final int number;
    private final List<Value> operands = new ArrayList<>();
    private final List<Access> accesses = new ArrayList<>();
    private final Map<Value, Term> terms = new HashMap<>(scalars);

    Body(Nest nest, int number) {
      this.nest = nest;
      this.number = number;
    }

    Stage stage() throws Unsupported {
      List<Value> params = nest.body(number).params();
      List<Integer> order = new ArrayList<>();
      List<Integer> written = new ArrayList<>();
      for (long out : nest.writes(number)) {
        written.add(nest.ins().size() + (int) out);
      }
      for (int i = 0; i < params.size(); i++) {
        if (!written.contains(i)) {
          order.add(i);
        }
      }
      order.removeIf(i -> isScalar(i, params.get(i)));
      int outs = order.size();
      order.addAll(written);
      for (int at : order) {
        Value operand = nest.operands().get(at);
        terms.put(params.get(at), new Term.Read(operands.size(), Nest.elementOf(operand.type())));
        operands.add(operand);
        accesses.add(access(operand, nest.map(at)));
      }
      List<Operation> ops = nest.body(number).ops();
      for (Operation o : ops.subList(0, ops.size() - 1)) {
        terms.put(o.result(), term(o));
      }
      List<Term> values = new ArrayList<>();
      for (Value value : ops.getLast().operands()) {
        values.add(known(value));
      }
      List<Boolean> reduced = new ArrayList<>();
      for (int dim = 0; dim < nest.dims(); dim++) {
        reduced.add(nest.kind(number, dim) != Nest.Kind.PARALLEL);
      }
      boolean isFree = nest.operation().attributes().flag("reassociate", false);
      return new Stage(nest.extents(), reduced, accesses, outs, values, isFree);
    }

    private boolean isScalar(int operand, Value param) {
      Term scalar = scalars.get(nest.operands().get(operand));
      if (scalar != null) {
        terms.put(param, scalar);
      }
      return scalar != null;
    }

    private Access access(Value operand, AffineMap map) throws Unsupported {
      Buffer buffer = buffers.get(operand);
      if (buffer == null) {
        throw new Unsupported("an operand that is no buffer of the caller");
      }
      return new Access(buffer, Access.withoutUnits(map, nest.extents()));
    }

    private Term known(Value value) throws Unsupported {
      Term term = terms.get(value);
      if (term == null) {
        throw new Unsupported("a value that is neither a number nor an element");
      }
      return term;
    }

    private Term term(Operation o) throws Unsupported {
      if (o.op() == CoreOp.CONST || o.op() == CoreOp.ZERO) {
        return literal(o);
      }
      if (o.op() == KernelOp.INDEX) {
        int dim = (int) o.attributes().integer("dim");
        return nest.extents().get(dim) == 1 ? new Term.Whole(Scalar.I64, 0) : new Term.Index(dim);
      }
      if (!(o.op() instanceof CoreOp op) || !(o.result().type() instanceof Scalar type)) {
        throw new Unsupported(o.op().mnemonic() + " in a nest");
      }
      List<Term> args = new ArrayList<>();
      for (Value operand : o.operands()) {
        args.add(known(operand));
      }
      Term expanded = args.size() == 1 ? Expanded.of(op, args.getFirst()) : null;
      if (expanded != null) {
        return expanded;
      }
      TermWriter.requireKnown(op, args, type);
      return new Term.Apply(op, Collections.unmodifiableList(args), type);
    }
  }
}
