package org.tosc.passes.specialise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Runs through a part with what is known of its arguments, and writes what is left to do. Parts
/// that it calls and loops whose number of turns is known are written out.
final class Version {
  /// The most turns of loops, all together.
  private static final int MOST_TURNS = 256;

  private final Module module;
  private final Function part;
  private final Draft draft;
  private final HostForms hosts;
  private final Map<Integer, Held> held = new HashMap<>();
  private final Map<String, Held> variables = new HashMap<>();

  Version(Module module, Function part) {
    this(module, part, new Draft());
  }

  private Version(Module module, Function part, Draft draft) {
    this(module, part, draft, new HostForms(draft));
  }

  private Version(Module module, Function part, Draft draft, HostForms hosts) {
    this.module = module;
    this.part = part;
    this.draft = draft;
    this.hosts = hosts;
  }

  Function of(List<Argument> arguments) throws Refusal {
    List<Value> params = new ArrayList<>();
    List<Held> known = new ArrayList<>();
    for (int i = 0; i < part.params().size(); i++) {
      Value param = draft.param(type(part.params().get(i), arguments.get(i), i));
      params.add(param);
      known.add(known(param, arguments.get(i)));
    }
    enter(known);
    List<Held> returned = run(part.body().ops());
    List<Value> results = new ArrayList<>();
    Operation end = part.body().terminator();
    for (int i = 0; i < returned.size(); i++) {
      results.add(result(returned.get(i), part.results().get(i), end));
    }
    draft.emit(CoreOp.RETURN, results, Attributes.NONE, List.of(), end.span());
    return new Function(
        part.symbol(),
        Value.types(results),
        new Region(params, Arrangement.of(draft.operations(), draft)),
        part.attributes().without("specialise"),
        part.span());
  }

  /// Takes the arguments.
  private void enter(List<Held> arguments) {
    List<String> reads = part.attributes().strings("reads");
    List<String> fields = part.attributes().strings("fields");
    int handed = part.params().size() - fields.size();
    int own = handed - reads.size();
    for (int i = 0; i < part.params().size(); i++) {
      Held known = arguments.get(i);
      held.put(part.params().get(i).id(), known);
      if (i >= handed) {
        field(fields.get(i - handed), known);
      } else if (i >= own) {
        variables.put(reads.get(i - own), known);
      }
    }
  }

  /// A field `p0.name` of an earlier parameter.
  private void field(String path, Held known) {
    int dot = path.indexOf('.');
    Value object = part.params().get(Integer.parseInt(path.substring(1, dot)));
    if (held.get(object.id()) instanceof Held.Plain(Value value)) {
      hosts.field(value, path.substring(dot + 1), known);
    }
  }

  private static Type type(Value old, Argument argument, int index) throws Refusal {
    Type given =
        switch (argument) {
          case Argument.Tensor(TensorType type) -> type;
          case Argument.Numeric.INT -> Scalar.I64;
          case Argument.Numeric.REAL -> Scalar.F64;
          case Argument.Numeric.BOOL -> Scalar.I1;
          case Argument.Constant(Attribute value) -> type(value, old.type());
          case Argument.Other _ -> old.type();
        };
    boolean fits =
        old.type() == HostType.ANY
            || old.type().equals(given)
            || (old.type() instanceof TensorType && given instanceof TensorType);
    if (!fits) {
      throw new Refusal("argument %d is %s, not %s".formatted(index, given, old.type()));
    }
    return given;
  }

  private static Type type(Attribute value, Type otherwise) {
    return value instanceof Attribute.Int
        ? Scalar.I64
        : value instanceof Attribute.Real
            ? Scalar.F64
            : value instanceof Attribute.Bool ? Scalar.I1 : otherwise;
  }

  private Held known(Value param, Argument argument) {
    return argument instanceof Argument.Constant(Attribute value)
        ? new Held.Plain(draft.constant(param.type(), value, part.span()))
        : new Held.Plain(param);
  }

  /// Runs the operations of the body up to its `return`; gives what is returned.
  private List<Held> run(List<Operation> ops) throws Refusal {
    for (Operation o : ops) {
      if (o.op() == CoreOp.RETURN) {
        return operands(o);
      }
      one(o);
    }
    throw new Refusal("the part does not end in a return");
  }

  /// A result: tensors as they are, everything else in the type of the part's result.
  private Value result(Held known, Type wanted, Operation o) throws Refusal {
    Value value = hosts.real(known, o);
    if (value.type().equals(wanted) || value.type() instanceof TensorType) {
      return value;
    }
    if (wanted == HostType.ANY) {
      return draft.emit(HostOp.BOX, List.of(value), Attributes.NONE, HostType.ANY, o.span());
    }
    throw new Refusal("a result is " + value.type() + ", not " + wanted);
  }

  private Held get(Value old) throws Refusal {
    Held known = held.get(old.id());
    if (known == null) {
      throw new Refusal(old + " is not known");
    }
    return known;
  }

  private List<Held> operands(Operation o) throws Refusal {
    List<Held> all = new ArrayList<>();
    for (Value operand : o.operands()) {
      all.add(get(operand));
    }
    return all;
  }

  private void one(Operation o) throws Refusal {
    switch (o.op()) {
      case CoreOp core -> core(core, o);
      case HostOp host -> {
        Held result = hosts.of(host, o, operands(o));
        if (!o.results().isEmpty()) {
          held.put(o.result().id(), result);
        }
      }
      case TensorOp tensor -> tensor(tensor, o);
      case FusedOp _ -> group(o);
      case KernelOp _ -> throw new Refusal(o.op().mnemonic() + " stands in the part");
    }
  }

  private void core(CoreOp op, Operation o) throws Refusal {
    if (op == CoreOp.CONST) {
      Attribute value = Objects.requireNonNull(o.attributes().get("value"));
      plain(o, draft.constant(o.result().type(), value, o.span()));
    } else if (op == CoreOp.GLOBAL_GET) {
      String variable = o.attributes().symbol("global");
      Held now = variables.get(variable);
      if (now == null) {
        throw new Refusal("@" + variable + " is read, but not handed over");
      }
      held.put(o.result().id(), now);
    } else if (op == CoreOp.GLOBAL_SET) {
      variables.put(o.attributes().symbol("global"), get(o.operand(0)));
      draft.wrote();
    } else if (op == CoreOp.SLOT) {
      held.put(o.result().id(), o.operands().isEmpty() ? zero(o) : get(o.operand(0)));
    } else if (op == CoreOp.SLOT_GET) {
      held.put(o.result().id(), get(o.operand(0)));
    } else if (op == CoreOp.SLOT_SET) {
      held.put(o.operand(0).id(), get(o.operand(1)));
    } else {
      control(op, o);
    }
  }

  private void control(CoreOp op, Operation o) throws Refusal {
    if (op == CoreOp.IF) {
      branch(o);
    } else if (op == CoreOp.LOOP) {
      loop(o);
    } else if (op == CoreOp.CALL) {
      call(o);
    } else {
      scalar(op, o);
    }
  }

  /// What a slot holds before anything was stored in it.
  private Held zero(Operation slot) {
    Type content = ((SlotType) slot.result().type()).content();
    Attribute value =
        content == Scalar.I64
            ? Attribute.of(0)
            : content == Scalar.F64
                ? Attribute.of(0.0)
                : content == Scalar.I1 ? Attribute.of(false) : Attribute.Nil.NIL;
    return new Held.Plain(draft.constant(content, value, slot.span()));
  }

  /// Turn by turn.
  private void loop(Operation o) throws Refusal {
    while (true) {
      Attribute goesOn = hosts.constant(yielded(o.region(0)).getFirst());
      if (!(goesOn instanceof Attribute.Bool(boolean again))) {
        throw new Refusal("how often a loop runs depends on values");
      }
      if (!again) {
        return;
      }
      if (draft.turn() > MOST_TURNS) {
        throw new Refusal("loops of more than " + MOST_TURNS + " turns");
      }
      yielded(o.region(1));
      yielded(o.region(2));
    }
  }

  /// Runs a region; gives what it yields.
  private List<Held> yielded(Region region) throws Refusal {
    for (Operation inner : region.ops()) {
      if (inner.op() == CoreOp.YIELD) {
        return operands(inner);
      }
      if (inner.op() == CoreOp.THROW) {
        throw new Refusal("an error is raised");
      }
      one(inner);
    }
    throw new Refusal("a region is left");
  }

  /// The operations of a group.
  private void group(Operation o) throws Refusal {
    Region body = o.region(0);
    for (int i = 0; i < body.params().size(); i++) {
      held.put(body.params().get(i).id(), get(o.operand(i)));
    }
    List<Held> results = yielded(body);
    for (int i = 0; i < results.size(); i++) {
      held.put(o.results().get(i).id(), results.get(i));
    }
  }

  /// A smaller part.
  private void call(Operation o) throws Refusal {
    Function callee = module.function(o.attributes().symbol("callee"));
    if (callee == null || !callee.attributes().flag("specialise", false)) {
      throw new Refusal("a call of @" + o.attributes().symbol("callee"));
    }
    Version inner = new Version(module, callee, draft, hosts);
    inner.enter(operands(o));
    List<Held> returned = inner.run(callee.body().ops());
    for (int i = 0; i < returned.size(); i++) {
      held.put(o.results().get(i).id(), returned.get(i));
    }
  }

  private void plain(Operation o, Value value) {
    held.put(o.result().id(), new Held.Plain(value));
  }

  /// A branch whose condition is known.
  private void branch(Operation o) throws Refusal {
    Attribute condition = hosts.constant(get(o.operand(0)));
    if (!(condition instanceof Attribute.Bool(boolean holds))) {
      throw new Refusal("a branch depends on values");
    }
    List<Held> results = yielded(o.region(holds ? 0 : 1));
    for (int i = 0; i < results.size(); i++) {
      held.put(o.results().get(i).id(), results.get(i));
    }
  }

  private void scalar(CoreOp op, Operation o) throws Refusal {
    boolean scalars =
        o.results().size() == 1
            && o.result().type() instanceof Scalar
            && o.operands().stream().allMatch(v -> v.type() instanceof Scalar);
    if (!scalars || !o.regions().isEmpty()) {
      throw new Refusal(op.mnemonic() + " stands in the part");
    }
    put(o, List.of(hosts.scalar(op, o, operands(o))));
  }

  private void tensor(TensorOp op, Operation o) throws Refusal {
    put(o, hosts.tensor(op, o, operands(o)));
  }

  private void put(Operation o, List<Held> results) {
    for (int i = 0; i < results.size(); i++) {
      held.put(o.results().get(i).id(), results.get(i));
    }
  }
}
