package org.tosc.passes.outline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.tensors.TensorForm;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Which values of a module are probably tensors: a guess, on which no meaning rests.
///
/// Tensors come from built-ins that make them and from operations that nothing else has (`@`,
/// `relu`, `transpose`); they pass through arithmetic, slots, globals, members of the same name,
/// calls and returns. The flow is not looked at, only who may hand what to whom.
final class Likely {
  private static final Set<String> MAKERS =
      Set.of(
          "tensor",
          "zeros",
          "ones",
          "full",
          "eye",
          "rand",
          "randn",
          "arange",
          "linspace",
          "param",
          "embed",
          "one_hot",
          "stack");

  /// Built-ins that also numbers or lists have.
  private static final Set<String> SHARED =
      Set.of(
          "neg", "exp", "log", "sqrt", "sin", "cos", "tanh", "abs", "floor", "ceil", "add", "sub",
          "mul", "div", "pow", "sum", "max", "min", "any", "all", "prod", "mean", "cast", "concat");

  /// Operations whose result is a tensor where an operand is one.
  private static final Set<HostOp> THROUGH =
      Set.of(
          HostOp.ADD,
          HostOp.SUB,
          HostOp.MUL,
          HostOp.DIV,
          HostOp.FLOORDIV,
          HostOp.MOD,
          HostOp.POW,
          HostOp.NEG,
          HostOp.EQ,
          HostOp.NE,
          HostOp.LT,
          HostOp.LE,
          HostOp.GT,
          HostOp.GE,
          HostOp.BOX,
          HostOp.CHECK);

  /// Values that were found, by the symbol of their function.
  private final Map<String, BitSet> values = new HashMap<>();

  /// Globals, members and results of functions that were found.
  private final Set<String> names = new HashSet<>();

  private final boolean all;
  private boolean grows = true;

  private Likely(boolean all) {
    this.all = all;
  }

  /// The guess that everything that may be a tensor is one.
  static Likely everything() {
    return new Likely(true);
  }

  static Likely of(Module module) {
    Likely likely = new Likely(false);
    Map<Function, List<Operation>> operations = new HashMap<>();
    for (Function f : module.functions()) {
      List<Operation> all = new ArrayList<>();
      Graph.each(f.body(), all::add);
      operations.put(f, all);
    }
    while (likely.grows) {
      likely.grows = false;
      operations.forEach((f, ops) -> ops.forEach(o -> likely.look(module, f, o)));
    }
    return likely;
  }

  /// Whether a value of a function is probably a tensor.
  boolean holds(Function f, Value value) {
    boolean may = all && value.type() == HostType.ANY;
    return may || value.type() instanceof TensorType || values(f).get(value.id());
  }

  /// Whether anything in a function is probably a tensor.
  boolean matters(Function f) {
    return all || !values(f).isEmpty() || f.params().stream().anyMatch(p -> holds(f, p));
  }

  /// Whether an operation probably computes with tensors.
  boolean computes(Function f, Operation o) {
    return o.results().stream().anyMatch(r -> holds(f, r))
        || o.operands().stream().anyMatch(v -> holds(f, v));
  }

  private BitSet values(Function f) {
    return values.computeIfAbsent(f.symbol(), s -> new BitSet());
  }

  private void look(Module module, Function f, Operation o) {
    if (o.op() instanceof CoreOp core) {
      core(core, module, f, o);
    } else if (o.op() instanceof HostOp host) {
      host(host, f, o);
    }
    for (Value result : o.results()) {
      mark(result.type() instanceof TensorType, f, result);
    }
  }

  private void core(CoreOp op, Module module, Function f, Operation o) {
    if (op == CoreOp.SLOT_SET) {
      mark(holds(f, o.operand(1)), f, o.operand(0));
    } else if (op == CoreOp.SLOT && !o.operands().isEmpty()) {
      mark(holds(f, o.operand(0)), f, o.result());
    } else if (op == CoreOp.SLOT_GET) {
      pass(holds(f, o.operand(0)), f, o.result());
    } else if (op == CoreOp.GLOBAL_SET) {
      pass(holds(f, o.operand(0)), "@" + o.attributes().symbol("global"));
    } else if (op == CoreOp.GLOBAL_GET) {
      pass(names.contains("@" + o.attributes().symbol("global")), f, o.result());
    } else if (op == CoreOp.RETURN) {
      for (int i = 0; i < o.operands().size(); i++) {
        pass(holds(f, o.operand(i)), "return " + i + " of " + f.symbol());
      }
    } else if (op == CoreOp.CALL) {
      call(module, f, o);
    }
  }

  private void call(Module module, Function f, Operation o) {
    Function callee = module.function(o.attributes().symbol("callee"));
    if (callee == null) {
      return;
    }
    for (int i = 0; i < Math.min(o.operands().size(), callee.params().size()); i++) {
      pass(holds(f, o.operand(i)), callee, callee.params().get(i));
    }
    for (int i = 0; i < o.results().size(); i++) {
      pass(names.contains("return " + i + " of " + callee.symbol()), f, o.results().get(i));
    }
  }

  private void host(HostOp op, Function f, Operation o) {
    if (op == HostOp.MATMUL) {
      o.operands().forEach(v -> pass(true, f, v));
      pass(true, f, o.result());
    } else if (op == HostOp.BUILTIN || op == HostOp.INVOKE) {
      builtin(f, o);
    } else if (op == HostOp.SET_MEMBER) {
      pass(holds(f, o.operand(1)), "." + o.attributes().string("name"));
    } else if (op == HostOp.MEMBER) {
      pass(names.contains("." + o.attributes().string("name")), f, o.result());
    } else if (THROUGH.contains(op)) {
      pass(o.operands().stream().anyMatch(v -> holds(f, v)), f, o.result());
    } else if (op == HostOp.GET || op == HostOp.SLICE) {
      pass(holds(f, o.operand(0)), f, o.result());
    }
  }

  private void builtin(Function f, Operation o) {
    String name = o.attributes().string("name");
    boolean row = TensorForm.isBuiltin(name);
    boolean method = o.op() == HostOp.BUILTIN || TensorForm.isMethod(name);
    boolean own = method && row && !SHARED.contains(name);
    boolean first = !o.operands().isEmpty() && holds(f, o.operand(0));
    if (own && !o.operands().isEmpty()) {
      pass(true, f, o.operand(0));
    }
    pass((MAKERS.contains(name) && o.op() == HostOp.BUILTIN) || own, f, o.result());
    pass(row && method && first, f, o.result());
  }

  private void pass(boolean is, Function f, Value value) {
    mark(is && value.type() == HostType.ANY, f, value);
  }

  private void mark(boolean is, Function f, Value value) {
    if (is && !values(f).get(value.id())) {
      values(f).set(value.id());
      grows = true;
    }
  }

  private void pass(boolean is, String name) {
    grows |= is && names.add(name);
  }
}
