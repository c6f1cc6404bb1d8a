package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.specialise.Draft;
import org.tosc.passes.specialise.Held;
import org.tosc.passes.specialise.HostForms;
import org.tosc.passes.specialise.Refusal;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// One call that a [Trace] runs through: what its values and slots are at the moment.
final class Frame {
  /// How a region was left.
  private enum Exit {
    YIELD,
    BREAK,
    CONTINUE,
    RETURN
  }

  private final Trace trace;
  private final Draft draft;
  private final HostForms hosts;
  private final Function f;
  private final Map<Integer, Held> held = new HashMap<>();
  private final Map<Integer, Held> slots = new HashMap<>();

  /// What the last terminator carried.
  private List<Held> carried = List.of();

  Frame(Trace trace, Function f) {
    this.trace = trace;
    this.draft = trace.draft();
    this.hosts = trace.hosts();
    this.f = f;
  }

  List<Held> run(List<Held> arguments) throws Refusal {
    for (int i = 0; i < f.params().size(); i++) {
      Value param = f.params().get(i);
      held.put(param.id(), typed(arguments.get(i), param.type()));
    }
    if (region(f.body()) != Exit.RETURN) {
      throw new Refusal("control flow (`" + f.body().terminator().op().mnemonic() + "`)");
    }
    return carried;
  }

  /// A value where one of a type is wanted.
  private Held typed(Held known, Type wanted) throws Refusal {
    if (wanted == HostType.ANY || !(known instanceof Held.Plain(Value value))) {
      return known;
    }
    boolean fits =
        value.type().equals(wanted)
            || (wanted instanceof TensorType open
                && value.type() instanceof TensorType found
                && fits(open, found));
    if (!fits) {
      throw new Refusal(
          "`" + f.displayName() + "` has " + value.type() + " where it wants " + wanted);
    }
    return known;
  }

  private static boolean fits(TensorType open, TensorType found) {
    boolean fits = open.element() == found.element() && open.rank() == found.rank();
    for (int i = 0; fits && i < open.rank(); i++) {
      fits =
          !(open.shape().get(i) instanceof Dim.Known)
              || open.shape().get(i).equals(found.shape().get(i));
    }
    return fits;
  }

  private Held get(Value old) {
    return Objects.requireNonNull(held.get(old.id()), () -> old.toString());
  }

  private List<Held> operands(Operation o) {
    return o.operands().stream().map(this::get).toList();
  }

  private void put(Operation o, List<Held> results) {
    for (int i = 0; i < results.size(); i++) {
      held.put(o.results().get(i).id(), results.get(i));
    }
  }

  private Exit region(Region region) throws Refusal {
    for (Operation o : region.ops()) {
      trace.step();
      Exit exit = operation(o);
      if (exit != null) {
        return exit;
      }
    }
    throw new IllegalStateException("a region without a terminator");
  }

  private @Nullable Exit operation(Operation o) throws Refusal {
    switch (o.op()) {
      case CoreOp core -> {
        return core(core, o);
      }
      case HostOp host -> host(host, o);
      case TensorOp tensor -> tensor(tensor, o);
      case FusedOp _ -> {
        for (int i = 0; i < o.operands().size(); i++) {
          held.put(o.region(0).params().get(i).id(), get(o.operand(i)));
        }
        region(o.region(0));
        put(o, carried);
      }
      case KernelOp _ -> throw new Refusal("memory (`" + o.op().mnemonic() + "`)");
    }
    return null;
  }

  // Core.

  private @Nullable Exit core(CoreOp op, Operation o) throws Refusal {
    Exit exit = exit(op);
    if (exit != null) {
      carried = operands(o);
      return exit;
    }
    if (op == CoreOp.IF) {
      return branch(o);
    }
    if (op == CoreOp.LOOP) {
      return loop(o);
    }
    if (op == CoreOp.CONST) {
      Attribute value = Objects.requireNonNull(o.attributes().get("value"));
      put(o, List.of(new Held.Plain(draft.constant(o.result().type(), value, o.span()))));
    } else if (op == CoreOp.SLOT) {
      if (!o.operands().isEmpty()) {
        slots.put(o.result().id(), get(o.operand(0)));
      }
    } else if (op == CoreOp.SLOT_GET) {
      put(o, List.of(Objects.requireNonNull(slots.get(o.operand(0).id()))));
    } else if (op == CoreOp.SLOT_SET) {
      slots.put(o.operand(0).id(), get(o.operand(1)));
    } else if (op == CoreOp.GLOBAL_GET) {
      String symbol = o.attributes().symbol("global");
      put(o, List.of(trace.variable(symbol, o.result().type(), o.span())));
    } else if (op == CoreOp.CALL) {
      put(o, trace.call(o.attributes().symbol("callee"), operands(o)));
    } else {
      scalar(op, o);
    }
    return null;
  }

  private static @Nullable Exit exit(CoreOp op) {
    return op == CoreOp.YIELD
        ? Exit.YIELD
        : op == CoreOp.RETURN
            ? Exit.RETURN
            : op == CoreOp.BREAK ? Exit.BREAK : op == CoreOp.CONTINUE ? Exit.CONTINUE : null;
  }

  private boolean holds(Held condition, Operation o) throws Refusal {
    if (hosts.constant(condition) instanceof Attribute.Bool(boolean holds)) {
      return holds;
    }
    throw new Refusal("control flow (`" + o.op().mnemonic() + "`)");
  }

  private @Nullable Exit branch(Operation o) throws Refusal {
    Exit exit = region(o.region(holds(get(o.operand(0)), o) ? 0 : 1));
    if (exit != Exit.YIELD) {
      return exit;
    }
    put(o, carried);
    return null;
  }

  private @Nullable Exit loop(Operation o) throws Refusal {
    while (true) {
      region(o.region(0));
      if (!holds(carried.getFirst(), o)) {
        return null;
      }
      Exit exit = region(o.region(1));
      if (exit == Exit.BREAK) {
        return null;
      }
      if (exit == Exit.RETURN) {
        return exit;
      }
      region(o.region(2));
    }
  }

  private void scalar(CoreOp op, Operation o) throws Refusal {
    boolean scalars =
        o.results().size() == 1
            && o.result().type() instanceof Scalar
            && o.operands().stream().allMatch(v -> v.type() instanceof Scalar);
    if (!scalars) {
      Obstacles.check(o);
      throw new Refusal("`" + op.mnemonic() + "` is no tensor operation");
    }
    put(o, List.of(hosts.scalar(op, o, operands(o))));
  }

  private void tensor(TensorOp op, Operation o) throws Refusal {
    put(o, hosts.tensor(op, o, operands(o)));
  }

  // Host.

  private void host(HostOp op, Operation o) throws Refusal {
    if (op == HostOp.CHECK_DIMS) {
      checkDims(o);
    } else if (op == HostOp.BOX) {
      put(o, List.of(get(o.operand(0))));
    } else if (op == HostOp.UNBOX) {
      put(o, List.of(typed(get(o.operand(0)), o.result().type())));
    } else if (op == HostOp.CHECK) {
      put(o, List.of(checked(o)));
    } else if (op == HostOp.CLOSURE) {
      put(o, List.of(closure(o)));
    } else if (op == HostOp.CALL) {
      List<Held> arguments = operands(o).subList(1, o.operands().size());
      List<String> names = o.attributes().strings("names");
      put(o, List.of(trace.call(get(o.operand(0)), arguments, names, o.span())));
    } else if (op == HostOp.BUILTIN && o.attributes().string("name").equals("grad")) {
      Held position = o.operands().size() > 1 ? get(o.operand(1)) : null;
      put(o, List.of(trace.derivative(get(o.operand(0)), position, o.span())));
    } else if (op == HostOp.TRUTHY) {
      put(o, List.of(trace.truth(truthy(o), o.span())));
    } else {
      Obstacles.checkChange(o);
      Held result = hosts.of(op, o, operands(o));
      put(o, o.results().isEmpty() ? List.of() : List.of(result));
    }
  }

  private boolean truthy(Operation o) throws Refusal {
    Attribute constant = hosts.constant(get(o.operand(0)));
    if (constant instanceof Attribute.Bool(boolean truth)) {
      return truth;
    }
    if (constant != Attribute.Nil.NIL) {
      throw new Refusal("control flow (`" + o.op().mnemonic() + "`)");
    }
    return false;
  }

  private Held closure(Operation o) throws Refusal {
    List<Value> captures = new ArrayList<>();
    for (Held operand : operands(o)) {
      if (!(operand instanceof Held.Plain(Value value))) {
        throw new Refusal("a list is captured");
      }
      captures.add(value);
    }
    return trace.function(o.attributes().symbol("function"), captures, o.span());
  }

  private Held checked(Operation o) throws Refusal {
    Held known = get(o.operand(0));
    if (known instanceof Held.Plain(Value value)
        && Annotated.accepts(o.attributes().string("type"), value.type())) {
      return known;
    }
    throw new Refusal("the check of " + o.attributes().string("what") + " may fail");
  }

  private void checkDims(Operation o) throws Refusal {
    List<Type> types = new ArrayList<>();
    for (Held operand : operands(o)) {
      types.add(operand instanceof Held.Plain(Value value) ? value.type() : HostType.ANY);
    }
    if (!Annotated.unify(o.attributes().strings("types"), types)) {
      throw new Refusal("the check of dimensions may fail");
    }
  }
}
