package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.GenericArg;
import org.tosc.frontend.neuro.typed.Condition;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TParam;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.frontend.neuro.types.Unify;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks calls of the program's functions: which argument is which parameter's, what the generic
/// parameters are, whether the conditions hold.
final class FunctionCalls {
  private final FunctionChecker in;
  private final LiftedCalls lifted;

  FunctionCalls(FunctionChecker in) {
    this.in = in;
    this.lifted = new LiftedCalls(in);
  }

  /// The generic arguments found so far.
  record Binding(Bindings bindings, Unify unify, boolean faulty) {}

  Binding binding(TFunction function, List<GenericArg> written, Span span) {
    Bindings bindings = new Bindings();
    Set<GenericParam> free = new HashSet<>(function.generics());
    List<GenericParam> named = function.generics();
    if (written.size() > named.size()) {
      in.report(
          Diagnostic.of(
                  Code.E1205,
                  span,
                  "`"
                      + function.name()
                      + "` has "
                      + Types.count(named.size(), "generic parameter")
                      + ", found "
                      + Types.count(written.size(), "argument"))
              .label(function.span(), "declared here"));
    }
    int before = in.program().reported();
    for (int i = 0; i < Math.min(written.size(), named.size()); i++) {
      bindings.put(named.get(i), in.types().argument(named.get(i), written.get(i)));
    }
    boolean faulty = in.program().reported() > before;
    return new Binding(bindings, new Unify(free, bindings), faulty);
  }

  /// A function as a value.
  TExpr reference(TFunction function, List<GenericArg> written, @Nullable Ty expected, Span span) {
    Binding binding = binding(function, written, span);
    Ty type =
        new Ty.Fn(
            function.params().stream().map(p -> p.variable().type()).toList(), function.result());
    if (expected != null && !(expected.settled() instanceof Ty.Open)) {
      binding.unify().match(type, expected);
    }
    if (!complete(function, binding, span)) {
      return new TExpr.Broken(span);
    }
    for (GenericParam param : function.generics()) {
      if (isOpen(binding, param)) {
        in.report(
            Diagnostic.of(
                    Code.E1320,
                    span,
                    "`"
                        + param
                        + "` of `"
                        + function.name()
                        + "` is known only when the program runs; a function as a value has no"
                        + " place for it")
                .label(param.span(), "declared here")
                .note("a parameter `View<[?], …>` takes views of any extent"));
        return new TExpr.Broken(span);
      }
    }
    return new TExpr.Reference(function, binding.bindings(), binding.bindings().apply(type), span);
  }

  /// A call with the arguments in parentheses, after the receiver if there is one.
  TExpr call(
      TFunction function,
      List<GenericArg> written,
      @Nullable TExpr receiver,
      Expr.Call call,
      @Nullable Ty expected) {
    List<@Nullable Expr> given = arguments(function, call, receiver != null ? 1 : 0);
    if (given == null) {
      return new TExpr.Broken(call.span());
    }
    Binding binding = binding(function, written, call.span());
    if (function.isGridKernel()) {
      return notLaunched(function, call);
    }
    List<TExpr> values = values(function, binding, given, receiver, call);
    if (function.isKernel() && values.stream().anyMatch(v -> v.type() instanceof Ty.View)) {
      return lifted.call(function, binding, values, call);
    }
    List<TExpr> args = match(function, binding, values);
    if (args == null) {
      return new TExpr.Broken(call.span());
    }
    if (expected != null) {
      helpResult(function, binding, expected);
    }
    if (!complete(function, binding, call.span())) {
      return new TExpr.Broken(call.span());
    }
    Ty result = binding.bindings().apply(function.result());
    return new TExpr.Call(function, binding.bindings(), args, result, call.span());
  }

  /// Generic parameters that only the result mentions follow from what is expected.
  private static void helpResult(TFunction function, Binding binding, Ty expected) {
    boolean open = function.generics().stream().anyMatch(g -> !binding.bindings().has(g));
    if (open) {
      binding.unify().match(function.result(), expected);
    }
  }

  private TExpr notLaunched(TFunction function, Expr.Call call) {
    in.report(
        Diagnostic.of(
                Code.E1410,
                call.span(),
                "`" + function.name() + "` reads and writes views, so it is launched over a grid")
            .label(function.span(), "declared here")
            .note("`" + function.name() + "[grid(ceil_div(M, 128))](…)`"));
    return new TExpr.Broken(call.span());
  }

  /// Which expression each parameter gets; null in the list where its default is taken. Null if
  /// they do not fit, which is reported.
  private @Nullable List<@Nullable Expr> arguments(TFunction function, Expr.Call call, int first) {
    int count = function.params().size();
    @Nullable Expr[] given = new @Nullable Expr[count];
    boolean fits = true;
    int next = first;
    for (Arg arg : call.args()) {
      int at = arg.name() == null ? next++ : index(function, arg.name().text());
      if (at < 0 || at < first) {
        unknownName(function, arg);
        fits = false;
      } else if (at >= count) {
        fits = false;
      } else if (given[at] != null) {
        in.report(
            Diagnostic.of(
                    Code.E1305,
                    arg.span(),
                    "`" + function.params().get(at).variable().name() + "` gets two values")
                .label(given[at].span(), "the first one"));
        fits = false;
      } else {
        given[at] = arg.value();
      }
    }
    if (next > count) {
      wrongCount(function, call, next - first, count - first);
      fits = false;
    } else {
      fits &= noneMissing(function, call, given, first);
    }
    if (!fits) {
      call.args().forEach(a -> in.expressions.of(a.value(), null));
      return null;
    }
    return java.util.Arrays.asList(given);
  }

  private static int index(TFunction function, String name) {
    for (int i = 0; i < function.params().size(); i++) {
      if (function.params().get(i).variable().name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private void unknownName(TFunction function, Arg arg) {
    var name = Objects.requireNonNull(arg.name());
    in.report(
        Suggestions.note(
            Diagnostic.of(
                    Code.E1305,
                    name.span(),
                    "`" + function.name() + "` has no parameter `" + name.text() + "`")
                .label(function.span(), "declared here"),
            name.span(),
            name.text(),
            function.params().stream().map(p -> p.variable().name()).toList()));
  }

  private void wrongCount(TFunction function, Expr.Call call, int found, int expected) {
    in.report(
        Diagnostic.of(
                Code.E1304,
                call.span(),
                "`"
                    + function.name()
                    + "` takes "
                    + Types.count(expected, "argument")
                    + ", found "
                    + found)
            .label(function.span(), "`" + function.signature() + "`"));
  }

  private boolean noneMissing(
      TFunction function, Expr.Call call, @Nullable Expr[] given, int first) {
    List<String> missing = new ArrayList<>();
    for (int i = first; i < given.length; i++) {
      TParam param = function.params().get(i);
      if (given[i] == null && param.defaultValue() == null) {
        missing.add(param.variable().name());
      }
    }
    if (!missing.isEmpty()) {
      in.report(
          Diagnostic.of(
                  Code.E1304,
                  call.span(),
                  "`"
                      + function.name()
                      + "` needs a value for `"
                      + String.join("`, `", missing)
                      + "`")
              .label(function.span(), "`" + function.signature() + "`"));
    }
    return missing.isEmpty();
  }

  private List<TExpr> values(
      TFunction function,
      Binding binding,
      List<@Nullable Expr> given,
      @Nullable TExpr receiver,
      Expr.Call call) {
    List<TExpr> values = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      TParam param = function.params().get(i);
      Ty type = binding.bindings().apply(param.variable().type());
      Expr written = given.get(i) != null ? given.get(i) : param.defaultValue();
      if (i == 0 && receiver != null) {
        values.add(receiver);
      } else if (written != null) {
        values.add(in.expressions.of(written, Hints.of(type, function, binding.bindings())));
      } else {
        values.add(new TExpr.Broken(call.span()));
      }
    }
    return values;
  }

  /// The arguments, if their types fit; null otherwise, which is reported.
  @Nullable List<TExpr> match(TFunction function, Binding binding, List<TExpr> values) {
    boolean fits = true;
    for (int i = 0; i < values.size(); i++) {
      TParam param = function.params().get(i);
      fits &= matches(function, binding, param, values.get(i));
    }
    if (fits && !binding.unify().finish()) {
      for (int i = 0; i < values.size(); i++) {
        matches(function, binding, function.params().get(i), values.get(i));
      }
      return null;
    }
    return fits ? values : null;
  }

  private boolean matches(TFunction function, Binding binding, TParam param, TExpr value) {
    Ty found = value.type().settled();
    if (found.isSilent()) {
      return false;
    }
    Ty expected = param.variable().type();
    Ty before = binding.bindings().apply(expected);
    if (binding.unify().match(expected, found)) {
      return true;
    }
    Diagnostic diagnostic =
        Diagnostic.of(Code.E1301, value.span(), "expected `" + before + "`, found `" + found + "`")
            .label(
                param.variable().span(),
                "`" + param.variable().name() + ": " + expected + "` of `" + function.name() + "`");
    String part = Difference.words(before, found);
    in.report(part == null ? diagnostic : diagnostic.label(value.span(), part));
    return false;
  }

  /// Whether everything generic is known and the conditions hold; reports what is not.
  boolean complete(TFunction function, Binding binding, Span span) {
    for (GenericParam param : function.generics()) {
      if (!binding.bindings().has(param)) {
        in.report(
            Diagnostic.of(
                    Code.E1320,
                    span,
                    "nothing says what `" + param + "` of `" + function.name() + "` is")
                .label(param.span(), "declared here")
                .note("write it: `" + function.name() + "::<…>(…)`"));
        return false;
      }
    }
    for (GenericParam param : function.generics()) {
      if (!binding.faulty() && isOpen(binding, param) && function.measure(param) == null) {
        in.report(
            Diagnostic.of(
                    Code.E1320,
                    span,
                    "`"
                        + param
                        + "` of `"
                        + function.name()
                        + "` is known only when the program runs, and no view or tensor that"
                        + " it takes tells it")
                .label(param.span(), "declared here"));
        return false;
      }
    }
    boolean holds = true;
    for (Condition condition : function.where()) {
      holds &= holds(function, condition, binding, span);
    }
    return holds;
  }

  private static boolean isOpen(Binding binding, GenericParam param) {
    return binding.bindings().get(param) instanceof Extent extent && extent.isUnknown();
  }

  private boolean holds(TFunction function, Condition condition, Binding binding, Span span) {
    Condition here = condition.apply(binding.bindings());
    return switch (here.truth()) {
      case YES -> true;
      case NO -> {
        in.report(
            Diagnostic.of(
                    Code.E1319,
                    span,
                    "`"
                        + function.name()
                        + "` is defined where `"
                        + condition
                        + "`, here "
                        + values(function, condition, binding))
                .label(condition.span(), "the condition"));
        yield false;
      }
      case OPEN -> isAssumed(here) || isRunTime(here) || unproved(function, condition, here, span);
    };
  }

  /// What the parameters of a condition are: "`M` is 7 and `N` is 6".
  private static String values(TFunction function, Condition condition, Binding binding) {
    Set<GenericParam> params = new HashSet<>(condition.left().params());
    params.addAll(condition.right().params());
    return function.generics().stream()
        .filter(params::contains)
        .map(p -> "`" + p + "` is " + binding.bindings().get(p))
        .collect(java.util.stream.Collectors.joining(" and "));
  }

  /// The caller's own conditions say so.
  private boolean isAssumed(Condition condition) {
    return in.function().where().stream()
        .anyMatch(
            w ->
                w.op() == condition.op()
                    && w.left().same(condition.left())
                    && w.right().same(condition.right()));
  }

  /// An extent known only when the program runs is checked there.
  private static boolean isRunTime(Condition condition) {
    return condition.left().isUnknown() || condition.right().isUnknown();
  }

  private boolean unproved(TFunction function, Condition condition, Condition here, Span span) {
    in.report(
        Diagnostic.of(
                Code.E1319,
                span,
                "`"
                    + function.name()
                    + "` is defined where `"
                    + condition
                    + "`, and nothing says that `"
                    + here
                    + "`")
            .label(condition.span(), "the condition")
            .note("`" + in.function().name() + "` may ask for it: `where " + here + "`"));
    return false;
  }

  /// `kernel[grid(…)](…)`.
  TExpr launch(
      TFunction function,
      List<GenericArg> written,
      List<Expr> gridExpr,
      Span gridSpan,
      Expr.Call call) {
    if (!function.isGridKernel()) {
      in.report(
          Diagnostic.of(
                  Code.E1410,
                  gridSpan,
                  function.isKernel()
                      ? "`"
                          + function.name()
                          + "` has no views to write, so it is called: `"
                          + function.name()
                          + "(a.view(), …)`"
                      : "`" + function.name() + "` is no kernel")
              .label(function.span(), "declared here"));
      call.args().forEach(a -> in.expressions.of(a.value(), null));
      return new TExpr.Broken(call.span());
    }
    List<TExpr> grid = grid(gridExpr, gridSpan);
    List<@Nullable Expr> given = arguments(function, call, 0);
    if (given == null) {
      return new TExpr.Broken(call.span());
    }
    Binding binding = binding(function, written, call.span());
    List<TExpr> args = match(function, binding, values(function, binding, given, null, call));
    boolean fits = args != null && complete(function, binding, call.span());
    if (!fits || args == null || grid.isEmpty()) {
      return new TExpr.Broken(call.span());
    }
    return new TExpr.Launch(function, binding.bindings(), grid, args, call.span());
  }

  /// `grid(a, b)` or the numbers themselves; empty where reported.
  private List<TExpr> grid(List<Expr> exprs, Span span) {
    List<Expr> axes = exprs;
    boolean isCall =
        exprs.size() == 1
            && exprs.getFirst() instanceof Expr.Call(Expr.Path path, _, _)
            && "grid".equals(path.simple());
    if (isCall && exprs.getFirst() instanceof Expr.Call grid) {
      axes = grid.args().stream().map(Arg::value).toList();
    }
    if (axes.isEmpty() || axes.size() > 3) {
      in.report(Code.E1410, span, "a grid has 1 to 3 axes, found " + axes.size());
      return List.of();
    }
    return axes.stream().map(in.expressions::integer).toList();
  }
}
