package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Reads a function over buffers as computations: its nests in their order. A nest that fills an
/// array which the next one accumulates into becomes what that one begins with.
final class NestReader {
  /// What one instruction does.
  private static final Map<CoreOp, FloatOp> FLOAT_OPS =
      Map.of(
          CoreOp.NEG, FloatOp.NEG,
          CoreOp.ABS, FloatOp.ABS,
          CoreOp.ADD, FloatOp.ADD,
          CoreOp.SUB, FloatOp.SUB,
          CoreOp.MUL, FloatOp.MUL,
          CoreOp.FMA, FloatOp.FMA,
          CoreOp.MIN, FloatOp.MIN,
          CoreOp.MAX, FloatOp.MAX);

  private static final Set<Op> ORDERS = Set.of(CoreOp.LT, CoreOp.LE, CoreOp.GT, CoreOp.GE);

  private final Map<Value, Term> scalars = new HashMap<>();
  private final Map<Value, Access> arrays = new HashMap<>();
  private final List<Computation> found = new ArrayList<>();
  private final Frame frame;

  private NestReader(Function function, Frame frame) throws Unsupported {
    this.frame = frame;
    int integers = 0;
    int floats = 0;
    for (Value param : function.params()) {
      if (param.type() instanceof BufferType) {
        arrays.put(param, new Access(integers++, 0, List.of()));
      } else if (param.type() instanceof Scalar scalar && Element.of(scalar) != null) {
        scalars.put(param, new Term.Argument(floats++));
      } else {
        throw new Unsupported(function.span(), "a parameter of type " + param.type());
      }
    }
    if (integers > 8 || floats > 8) {
      throw new Unsupported(function.span(), "parameters that do not fit into registers");
    }
  }

  /// @param frame where buffers are put that the function allocates
  static List<Computation> read(Function function, Frame frame) throws Unsupported {
    NestReader reader = new NestReader(function, frame);
    for (Operation operation : function.body().ops()) {
      reader.operation(operation);
    }
    return reader.found;
  }

  private void operation(Operation operation) throws Unsupported {
    if (operation.op() == KernelOp.NEST) {
      nest(Nest.of(operation));
    } else if (operation.op() == CoreOp.CONST || operation.op() == CoreOp.ZERO) {
      scalars.put(operation.result(), literal(operation));
    } else if (operation.op() == KernelOp.ALLOC && operation.operands().isEmpty()) {
      alloc(operation);
    } else if (operation.op() == KernelOp.FREE && arrays.containsKey(operation.operand(0))) {
      return;
    } else if (operation.op() != CoreOp.RETURN || !operation.operands().isEmpty()) {
      throw new Unsupported(operation.span(), operation.op().mnemonic() + " beside nests");
    }
  }

  /// How large a buffer is.
  static long bytes(Span span, BufferType type) throws Unsupported {
    Element element = Element.of(type.element());
    if (element == null) {
      throw new Unsupported(span, "a buffer of type " + type);
    }
    long bytes = element.bytes();
    for (Dim dim : type.shape()) {
      if (!(dim instanceof Dim.Known(long size, _))) {
        throw new Unsupported(span, "an extent that is known at run time");
      }
      bytes = Math.multiplyExact(bytes, size);
    }
    return bytes;
  }

  private void alloc(Operation operation) throws Unsupported {
    BufferType type = (BufferType) operation.result().type();
    long bytes = bytes(operation.span(), type);
    long words = (bytes + Long.BYTES - 1) / Long.BYTES;
    Access array = new Access(Access.SCRATCH, frame.array(words), List.of());
    arrays.put(operation.result(), array);
  }

  private static Term literal(Operation operation) throws Unsupported {
    Element element =
        operation.result().type() instanceof Scalar scalar ? Element.of(scalar) : null;
    if (element == null) {
      throw new Unsupported(operation.span(), "a constant of type " + operation.result().type());
    }
    if (operation.op() == CoreOp.ZERO) {
      return new Term.Literal(0);
    }
    Attribute value = operation.attributes().get("value");
    if (value instanceof Attribute.Real(double number)) {
      return new Term.Literal(Rounded.to(element.scalar(), number));
    }
    throw new Unsupported(operation.span(), "a constant that is no number");
  }

  private void nest(Nest nest) throws Unsupported {
    Operation at = nest.operation();
    if (!nest.bounded().isEmpty()) {
      throw new Unsupported(at.span(), "bounds that are known at run time");
    }
    if (nest.extents().contains(0L)) {
      return;
    }
    for (int body = 0; body < nest.bodies(); body++) {
      if (nest.writes(body).size() != 1) {
        throw new Unsupported(at.span(), "a body that writes several buffers");
      }
      add(new Body(nest, body).read());
    }
  }

  /// Appends a computation, or puts the one before into it.
  private void add(Computation next) {
    if (!found.isEmpty()
        && next.fold() != null
        && next.fold().initial() instanceof Term.Carried
        && fills(found.getLast(), next)) {
      Term initial = found.removeLast().term();
      Fold fold = next.fold().beginningWith(initial);
      found.add(
          new Computation(
              next.dims(),
              next.reads(),
              next.write(),
              next.term(),
              fold,
              next.element(),
              next.packing()));
    } else {
      found.add(next);
    }
  }

  private static boolean fills(Computation first, Computation next) {
    if (first.fold() != null || !first.term().isConstant()) {
      return false;
    }
    Computation places =
        new Computation(
            next.dims(),
            List.of(),
            next.write(),
            first.term(),
            null,
            next.element(),
            next.packing());
    for (int dim = next.dims().size() - 1; dim >= 0; dim--) {
      int d = dim;
      if (next.dims().get(dim).isReduction()) {
        List<Computation.Dim> kept = new ArrayList<>(places.dims());
        kept.remove(dim);
        places = places.withSpace(kept, a -> a.without(d));
      }
    }
    Computation a = places.collapsed();
    Computation b = first.collapsed();
    return a.dims().equals(b.dims()) && a.write().equals(b.write());
  }

  /// One body of a nest.
  private final class Body {
    private final Nest nest;
    private final int number;
    private final int out;
    private final Element element;
    private final boolean mayReassociate;
    private final Map<Value, Term> terms = new HashMap<>(scalars);

    /// Comparisons, which only choices may use.
    private final Map<Value, Operation> orders = new HashMap<>();

    private final List<Access> reads = new ArrayList<>();
    private final Map<Integer, Term> readsOf = new HashMap<>();

    Body(Nest nest, int number) throws Unsupported {
      this.nest = nest;
      this.number = number;
      this.out = nest.ins().size() + nest.writes(number).getFirst().intValue();
      this.mayReassociate = nest.operation().attributes().flag("reassociate", false);
      Element found = Element.of(Nest.elementOf(nest.operands().get(out).type()));
      if (found == null) {
        throw unsupported("elements of type " + nest.operands().get(out).type());
      }
      this.element = found;
    }

    private Unsupported unsupported(String what) {
      return new Unsupported(nest.operation().span(), what);
    }

    Computation read() throws Unsupported {
      List<Operation> ops = nest.body(number).ops();
      boolean reduces = false;
      for (int dim = 0; dim < nest.dims(); dim++) {
        reduces |= nest.kind(number, dim) != Nest.Kind.PARALLEL;
      }
      if (reduces) {
        readsOf.put(out, new Term.Carried());
      }
      for (Operation operation : ops.subList(0, ops.size() - 1)) {
        if (ORDERS.contains(operation.op())) {
          orders.put(operation.result(), operation);
        } else {
          terms.put(operation.result(), termOf(operation));
        }
      }
      Term result = term(ops.getLast().operand(0));
      List<Computation.Dim> dims = new ArrayList<>();
      for (int dim = 0; dim < nest.dims(); dim++) {
        boolean isReduction = nest.kind(number, dim) != Nest.Kind.PARALLEL;
        dims.add(new Computation.Dim(Math.toIntExact(nest.extents().get(dim)), isReduction));
      }
      Access write = access(out);
      Computation.Packing none = Computation.Packing.NONE;
      if (!reduces) {
        return new Computation(dims, reads, write, result, null, element, none);
      }
      Term carried = new Term.Carried();
      Joined joined = joined(result, carried);
      if (joined == null) {
        throw unsupported("a reduction that is no sum, minimum or maximum");
      }
      Fold fold = joined.fold(carried, mayReassociate);
      return new Computation(dims, reads, write, joined.term(), fold, element, none);
    }

    /// @param roundsOnce whether it is a product that is not rounded before
    private record Joined(FloatOp op, Term term, boolean roundsOnce) {
      Fold fold(Term initial, boolean mayReassociate) {
        boolean once = roundsOnce || mayReassociate;
        return new Fold(op, initial, mayReassociate, once, Fold.Sharing.NONE);
      }
    }

    /// What is joined with the value carried along, null where that is used otherwise.
    private @Nullable Joined joined(Term result, Term carried) {
      if (!(result instanceof Term.Apply apply)) {
        return null;
      }
      if (apply.op() == FloatOp.FMA && apply.operand(2).equals(carried)) {
        Term product = Term.apply(FloatOp.MUL, apply.operand(0), apply.operand(1));
        return new Joined(FloatOp.ADD, product, true);
      }
      if (!apply.op().folds()) {
        return null;
      }
      int at = apply.operands().indexOf(carried);
      return at < 0 ? null : new Joined(apply.op(), apply.operand(1 - at), false);
    }

    private Term term(Value value) throws Unsupported {
      int param = nest.body(number).params().indexOf(value);
      if (param >= 0) {
        Value operand = nest.operands().get(param);
        Term scalar = scalars.get(operand);
        return scalar != null ? scalar : readOf(param);
      }
      Term term = terms.get(value);
      if (term == null) {
        throw unsupported("a value that is neither a number nor an element");
      }
      return term;
    }

    private Term readOf(int operand) throws Unsupported {
      Term before = readsOf.get(operand);
      if (before != null) {
        return before;
      }
      Term read = new Term.Read(reads.size());
      readsOf.put(operand, read);
      reads.add(access(operand));
      return read;
    }

    private Term termOf(Operation operation) throws Unsupported {
      if (operation.op() == CoreOp.CONST || operation.op() == CoreOp.ZERO) {
        return literal(operation);
      }
      if (operation.op() == CoreOp.SELECT) {
        return chosen(operation);
      }
      if (operation.op() == CoreOp.EXP && element == Element.F64) {
        return Exponential.of(term(operation.operand(0)));
      }
      if (operation.op() == CoreOp.DIV && element == Element.F64) {
        return quotient(term(operation.operand(0)), term(operation.operand(1)));
      }
      if (operation.op() == CoreOp.SQRT && element == Element.F64) {
        return Inverses.root(term(operation.operand(0)));
      }
      FloatOp op = operation.op() instanceof CoreOp core ? FLOAT_OPS.get(core) : null;
      if (op == null) {
        throw new Unsupported(operation.span(), operation.op().mnemonic() + " in a nest");
      }
      List<Term> operands = new ArrayList<>();
      for (Value operand : operation.operands()) {
        operands.add(term(operand));
      }
      // On packed numbers that takes as many instructions, or more.
      boolean contracts = op == FloatOp.ADD && mayReassociate && element == Element.F64;
      Term contracted = contracts ? contracted(operands) : null;
      return contracted != null ? contracted : Folding.folded(op, operands, element);
    }

    /// The lesser or the greater of two numbers, written as a choice.
    private Term chosen(Operation select) throws Unsupported {
      Operation order = orders.get(select.operand(0));
      if (order != null) {
        Term a = term(order.operand(0));
        Term b = term(order.operand(1));
        Term then = term(select.operand(1));
        Term otherwise = term(select.operand(2));
        boolean rises = order.op() == CoreOp.LT || order.op() == CoreOp.LE;
        if (then.equals(a) && otherwise.equals(b)) {
          return Folding.folded(rises ? FloatOp.MIN : FloatOp.MAX, List.of(a, b), element);
        }
        if (then.equals(b) && otherwise.equals(a)) {
          return Folding.folded(rises ? FloatOp.MAX : FloatOp.MIN, List.of(a, b), element);
        }
      }
      throw new Unsupported(select.span(), select.op().mnemonic() + " in a nest");
    }

    private Term quotient(Term a, Term b) throws Unsupported {
      if (b instanceof Term.Literal(double value) && !isNormal(1 / value)) {
        throw unsupported("a quotient by " + value);
      }
      return Inverses.quotient(a, b);
    }

    private static boolean isNormal(double value) {
      return Double.isFinite(value) && Math.abs(value) >= Double.MIN_NORMAL;
    }

    /// A product and a sum as one operation, which rounds once.
    private static @Nullable Term contracted(List<Term> sum) {
      for (int i = 0; i < 2; i++) {
        if (sum.get(i) instanceof Term.Apply(FloatOp op, List<Term> factors) && op == FloatOp.MUL) {
          return Term.apply(FloatOp.FMA, factors.get(0), factors.get(1), sum.get(1 - i));
        }
      }
      return null;
    }

    private Access access(int operand) throws Unsupported {
      Value value = nest.operands().get(operand);
      Access array = arrays.get(value);
      if (array == null || !(value.type() instanceof BufferType type)) {
        throw unsupported("an operand that is no buffer of the caller");
      }
      if (type.layout() != Layout.ROW || Element.of(type.element()) != element) {
        throw unsupported("an operand of type " + type);
      }
      AffineMap map = nest.map(operand);
      Long[] strides = new Long[nest.dims()];
      java.util.Arrays.fill(strides, 0L);
      long offset = 0;
      long step = element.bytes();
      for (int axis = map.rank() - 1; axis >= 0; axis--) {
        for (int dim = 0; dim < strides.length; dim++) {
          strides[dim] += map.result(axis).coefficients().get(dim) * step;
        }
        offset += map.result(axis).constant() * step;
        if (!(type.shape().get(axis) instanceof Dim.Known(long size, _))) {
          throw unsupported("an extent that is known at run time");
        }
        step *= size;
      }
      return new Access(array.argument(), array.offset() + offset, List.of(strides));
    }
  }
}
