package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.autodiff.Autodiff.Results;
import org.tosc.passes.specialise.Draft;
import org.tosc.passes.specialise.Held;
import org.tosc.passes.specialise.HostForms;
import org.tosc.passes.specialise.Refusal;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Runs through functions of a program with what is known of their arguments, and writes what is
/// computed as a straight line of tensor operations: calls are followed, loops and branches whose
/// conditions are known are gone.
///
/// Functions are values that are only known here: a `host.closure` that nobody does, and for the
/// derivative of one a call of `grad` that nobody does.
final class Trace {
  /// How many operations are run through, and how many may come of it.
  private static final int MOST_STEPS = 20_000;

  private static final int MOST_OPERATIONS = 2_000;
  private static final int MOST_DEPTH = 40;

  private final Known known;
  private final Draft draft = new Draft();
  private final HostForms hosts = new HostForms(draft);
  private final Map<String, Value> globals = new LinkedHashMap<>();
  private int steps;
  private int depth;

  Trace(Known known) {
    this.known = known;
  }

  Draft draft() {
    return draft;
  }

  HostForms hosts() {
    return hosts;
  }

  /// The variables of the file that are read, in the order of the values that stand for them.
  Map<String, Value> globals() {
    return globals;
  }

  /// One operation more was run through.
  void step() throws Refusal {
    if (++steps > MOST_STEPS || draft.operations().size() > MOST_OPERATIONS) {
      throw new Refusal("it is too long");
    }
  }

  Held truth(boolean value, Span span) {
    return new Held.Plain(draft.constant(Scalar.I1, Attribute.of(value), span));
  }

  // Functions as values.

  Held function(String symbol, List<Value> captures, Span span) {
    Attributes named = Attributes.of("function", new Attribute.Symbol(symbol));
    return new Held.Plain(draft.imagine(HostOp.CLOSURE, captures, named, HostType.FN, span));
  }

  /// What makes a function or a derivative, or null.
  @Nullable Operation code(Held held) {
    if (!(held instanceof Held.Plain(Value value)) || !draft.isImagined(value)) {
      return null;
    }
    Operation maker = Objects.requireNonNull(draft.of(value));
    boolean code = maker.op() == HostOp.CLOSURE || maker.op() == HostOp.BUILTIN;
    return code ? maker : null;
  }

  /// The derivative of a function.
  ///
  /// @param argument a position or a list of them; null for the first
  Held derivative(Held function, @Nullable Held argument, Span span) throws Refusal {
    Operation closure = code(function);
    if (closure == null || closure.op() != HostOp.CLOSURE) {
      throw new Refusal("the function is not known");
    }
    List<Long> by = new ArrayList<>();
    boolean several = argument instanceof Held.Items;
    List<Held> positions =
        argument instanceof Held.Items(List<Held> items)
            ? items
            : argument == null ? List.of() : List.of(argument);
    for (Held position : positions) {
      if (!(hosts.constant(position) instanceof Attribute.Int(long at))) {
        throw new Refusal("the position of the argument is not known");
      }
      by.add(at);
    }
    Function f = callee(closure.attributes().symbol("function"));
    int count = Arrangement.parameters(f).size();
    List<Long> chosen = argument == null ? List.of(0L) : by;
    boolean fits = chosen.stream().allMatch(at -> at >= 0 && at < count);
    if (!fits || new HashSet<>(chosen).size() < chosen.size()) {
      throw new Refusal("there is no such argument");
    }
    Attributes attributes =
        Attributes.of("by", Attribute.ints(chosen)).with("several", Attribute.of(several));
    List<Value> of = List.of(((Held.Plain) function).value());
    return new Held.Plain(draft.imagine(HostOp.BUILTIN, of, attributes, HostType.ANY, span));
  }

  private Function callee(String symbol) throws Refusal {
    Function f = known.function(symbol);
    if (f == null) {
      throw new Refusal("@" + symbol + " stands elsewhere");
    }
    return f;
  }

  // Variables of the file.

  Held variable(String symbol, Type type, Span span) throws Refusal {
    String function = known.held(symbol);
    if (function != null) {
      return function(function, List.of(), span);
    }
    boolean isKnown = type instanceof Scalar || (type instanceof TensorType t && t.isStatic());
    if (!isKnown) {
      throw new Refusal("the variable `" + symbol + "` is " + type);
    }
    return new Held.Plain(globals.computeIfAbsent(symbol, s -> draft.param(type)));
  }

  // Calls.

  /// What a call of a function value gives.
  Held call(Held callee, List<Held> arguments, List<String> names, Span span) throws Refusal {
    Operation maker = code(callee);
    if (maker == null) {
      throw new Refusal("a function is called that is not known");
    }
    if (maker.op() == HostOp.BUILTIN) {
      return differentiated(maker, arguments, names, span);
    }
    Function f = callee(maker.attributes().symbol("function"));
    List<Held> all = new ArrayList<>();
    maker.operands().forEach(v -> all.add(new Held.Plain(v)));
    all.addAll(Arrangement.of(f, arguments, names, draft, span));
    return call(f, all).getFirst();
  }

  /// What a function gives.
  List<Held> call(String symbol, List<Held> arguments) throws Refusal {
    return call(callee(symbol), arguments);
  }

  private List<Held> call(Function f, List<Held> arguments) throws Refusal {
    if (++depth > MOST_DEPTH) {
      throw new Refusal("it is nested too deeply");
    }
    List<Held> results = new Frame(this, f).run(arguments);
    depth--;
    return results;
  }

  /// What a call of a derivative gives: the function's operations are written for tensors that
  /// stand for the arguments, taken out again, and their derivative is written instead.
  private Held differentiated(Operation grad, List<Held> arguments, List<String> names, Span span)
      throws Refusal {
    Operation closure = Objects.requireNonNull(draft.of(grad.operand(0)));
    Function f = callee(closure.attributes().symbol("function"));
    List<Held> all = new ArrayList<>(Arrangement.of(f, arguments, names, draft, span));
    Map<Value, Value> standIns = new LinkedHashMap<>();
    for (long at : grad.attributes().integers("by")) {
      Value own = draft.fresh(floats(all.get((int) at)));
      standIns.put(own, ((Held.Plain) all.get((int) at)).value());
      all.set((int) at, new Held.Plain(own));
    }
    List<Operation> operations = draft.operations();
    int start = operations.size();
    Held result = call(new Held.Plain(grad.operand(0)), all, List.of(), span);
    if (!(result instanceof Held.Plain(Value end)) || draft.isImagined(end)) {
      throw new Refusal("the result is no single float");
    }
    List<Operation> forward = List.copyOf(operations.subList(start, operations.size()));
    operations.subList(start, operations.size()).clear();
    List<Held> derivatives = written(function(f, forward, standIns.keySet(), end), standIns, span);
    return grad.attributes().flag("several", false)
        ? new Held.Items(new ArrayList<>(derivatives))
        : derivatives.getFirst();
  }

  private static TensorType floats(Held argument) throws Refusal {
    if (argument instanceof Held.Plain(Value value)
        && value.type() instanceof TensorType type
        && type.isStatic()
        && type.element().isFloat()) {
      return type;
    }
    throw new Refusal("the argument is no tensor of floats of known shape");
  }

  /// Operations as a function of what they use: first of these tensors.
  private static Function function(
      Function f, List<Operation> operations, Set<Value> first, Value end) {
    Set<Value> made = new HashSet<>();
    List<Value> params = new ArrayList<>(first);
    List<Operation> body = new ArrayList<>(operations);
    Operation last =
        new Operation(CoreOp.RETURN, List.of(end), Attributes.NONE, List.of(), List.of(), f.span());
    body.add(last);
    for (Operation o : body) {
      for (Value operand : o.operands()) {
        if (!made.contains(operand) && !params.contains(operand)) {
          params.add(operand);
        }
      }
      made.addAll(o.results());
    }
    return new Function(
        f.symbol(), List.of(end.type()), new Region(params, body), f.attributes(), f.span());
  }

  /// Writes the derivatives of a function by its first parameters.
  private List<Held> written(Function forward, Map<Value, Value> standIns, Span span)
      throws Refusal {
    List<Integer> by = new ArrayList<>();
    for (int i = 0; i < standIns.size(); i++) {
      by.add(i);
    }
    Function gradient =
        Reverse.of(forward, by, span).gradient(forward.symbol(), Results.DERIVATIVES);
    Map<Integer, Value> now = new HashMap<>();
    for (int i = 0; i < gradient.params().size(); i++) {
      Value free = forward.params().get(i);
      now.put(gradient.params().get(i).id(), standIns.getOrDefault(free, free));
    }
    for (Operation o : gradient.body().ops()) {
      List<Value> operands =
          o.operands().stream().map(v -> Objects.requireNonNull(now.get(v.id()))).toList();
      if (o.op().is(Trait.TERMINATOR)) {
        return operands.stream().<Held>map(Held.Plain::new).toList();
      }
      List<Value> results =
          draft.emit(o.op(), operands, o.attributes(), Value.types(o.results()), o.span());
      for (int i = 0; i < results.size(); i++) {
        now.put(o.results().get(i).id(), results.get(i));
      }
    }
    throw new IllegalStateException("a derivative does not return");
  }
}
