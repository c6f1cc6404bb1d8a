package org.tosc.backends.machines.gpu.triton;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.python.Expression;
import org.tosc.backends.machines.gpu.python.Expression.Argument;
import org.tosc.backends.machines.gpu.python.Expression.Parameter;
import org.tosc.backends.machines.gpu.python.Statement;
import org.tosc.backends.machines.gpu.python.Statement.Branch;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Finds in kernels what can be told without running them: words of Python that kernels do not
/// have, names that nothing defines, arguments that functions do not take.
final class Check {
  private final KernelFile file;
  private final List<Diagnostic> faults = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Check(KernelFile file) {
    this.file = file;
  }

  /// The faults of all kernels, in the order of the text.
  static List<Diagnostic> faults(KernelFile file) {
    List<Diagnostic> all = new ArrayList<>();
    for (Statement.Function function : file.functions().values()) {
      if (KernelFile.isKernel(function)) {
        Check check = new Check(file);
        check.function(function);
        all.addAll(check.faults);
      }
    }
    all.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
    return all;
  }

  private void fault(Code code, Span at, String message) {
    faults.add(Diagnostic.of(code, at, message));
  }

  private void function(Statement.Function function) {
    for (Parameter parameter : function.parameters()) {
      if (!names.add(parameter.name())) {
        fault(Code.E1802, parameter.span(), "there are two parameters `" + parameter.name() + "`");
      }
      if (parameter.stars() == 2) {
        fault(Code.E1802, parameter.span(), "a kernel takes no `**` parameters");
      }
      expression(parameter.initial());
    }
    collect(function.body());
    function.body().forEach(this::statement);
  }

  /// All names that are assigned anywhere.
  private void collect(List<Statement> statements) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Assign(var targets, var _, var _) -> targets.forEach(this::target);
        case Statement.Annotated annotated -> target(annotated.target());
        case Statement.Update update -> target(update.target());
        case Statement.For loop -> {
          target(loop.target());
          collect(loop.body());
        }
        case Statement.While loop -> collect(loop.body());
        case Statement.If conditional -> {
          conditional.branches().forEach(b -> collect(b.body()));
          collect(conditional.otherwise());
        }
        case Statement.Import(var _, var _, String alias, var _) -> names.add(alias);
        case Statement.Function _,
            Statement.Return _,
            Statement.Evaluate _,
            Statement.Pass _,
            Statement.Break _,
            Statement.Continue _,
            Statement.Assert _,
            Statement.Foreign _ -> {}
      }
    }
  }

  private void target(Expression target) {
    switch (target) {
      case Expression.Name(String id, var _) -> names.add(id);
      case Expression.Sequence(var items, boolean _, var _) -> items.forEach(this::target);
      case Expression other ->
          fault(
              Code.E1802,
              other.span(),
              "a kernel assigns to names alone; to memory it uses `tl.store`");
    }
  }

  private void statements(List<Statement> statements) {
    statements.forEach(this::statement);
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Assign(var _, var value, var _) -> expression(value);
      case Statement.Annotated annotated -> expression(annotated.value());
      case Statement.Update(var target, String operator, var value, var span) -> {
        expression(target);
        operator(operator, span);
        expression(value);
      }
      case Statement.Evaluate(var value, var _) -> expression(value);
      case Statement.Return(var value, var _) -> expression(value);
      case Statement.Assert(var condition, var _, var _) -> expression(condition);
      case Statement.For loop -> {
        expression(loop.iterable());
        statements(loop.body());
      }
      case Statement.While loop -> {
        expression(loop.condition());
        statements(loop.body());
      }
      case Statement.If conditional -> {
        for (Branch branch : conditional.branches()) {
          expression(branch.condition());
          statements(branch.body());
        }
        statements(conditional.otherwise());
      }
      case Statement.Function(String name, var _, var _, var _, var span) ->
          fault(Code.E1802, span, "the function `" + name + "` is inside a kernel");
      case Statement.Foreign(String what, var span) ->
          fault(Code.E1802, span, "kernels do not have " + what);
      case Statement.Import _, Statement.Pass _, Statement.Break _, Statement.Continue _ -> {}
    }
  }

  private void expression(@Nullable Expression expression) {
    switch (expression) {
      case null -> {}
      case Expression.Name(String id, var span) -> name(id, span);
      case Expression.Attribute attribute -> attribute(attribute);
      case Expression.Call call -> call(call);
      case Expression.Subscript(var value, var indices, var _) -> {
        expression(value);
        indices.forEach(this::index);
      }
      case Expression.Unary(String _, var operand, var _) -> expression(operand);
      case Expression.Binary(String operator, var left, var right, var span) -> {
        expression(left);
        operator(operator, span);
        expression(right);
      }
      case Expression.Compare(var first, var relations, var span) -> {
        expression(first);
        relations.forEach(r -> expression(r.right()));
        if (relations.size() > 1) {
          fault(
              Code.E1802,
              span,
              "comparisons in a chain are not in Triton; write `(a < b) & (b < c)`");
        }
      }
      case Expression.Logic(boolean _, var left, var right, var _) -> {
        expression(left);
        expression(right);
      }
      case Expression.Choice(var condition, var then, var otherwise, var _) -> {
        expression(condition);
        expression(then);
        expression(otherwise);
      }
      case Expression.Sequence(var items, boolean _, var _) -> items.forEach(this::expression);
      case Expression.Slice(var _, var _, var _, var span) ->
          fault(Code.E1802, span, "kernels do not have slices");
      case Expression.Lambda(var _, var _, var span) ->
          fault(Code.E1802, span, "kernels do not have `lambda`");
      case Expression.Dictionary(var _, var _, var span) ->
          fault(Code.E1802, span, "kernels do not have dictionaries");
      case Expression.Foreign(String what, var span) ->
          fault(Code.E1802, span, "kernels do not have " + what);
      case Expression.Whole _,
          Expression.Real _,
          Expression.Text _,
          Expression.Truth _,
          Expression.None _ -> {}
    }
  }

  private void operator(String operator, Span span) {
    if ("@".equals(operator)) {
      fault(Code.E1802, span, "`@` is no operator of kernels; write `tl.dot(a, b)`");
    }
  }

  private void index(Expression index) {
    if (!(index instanceof Expression.Slice slice)) {
      expression(index);
    } else if (!slice.isWhole()) {
      fault(
          Code.E1802,
          slice.span(),
          "a tile is indexed by `:` and `None` alone, as in `x[:, None]`; parts of it come by `tl.load`");
    }
  }

  private void name(String id, Span span) {
    boolean isKnown =
        names.contains(id)
            || Builtins.PYTHON.contains(id)
            || file.imports().containsKey(id)
            || file.isForKernels(id);
    if (isKnown) {
      return;
    }
    Statement.Function function = file.functions().get(id);
    if (function != null) {
      if (!KernelFile.isKernel(function)) {
        fault(Code.E1802, span, "`" + id + "` has no `@triton.jit`, so kernels cannot call it");
      }
      return;
    }
    if (file.plainNames().contains(id)) {
      fault(
          Code.E1803,
          span,
          "kernels see `" + id + "` only where it is written `" + id + ": tl.constexpr = …`");
      return;
    }
    Set<String> all = new HashSet<>(names);
    all.addAll(Builtins.PYTHON);
    all.addAll(file.imports().keySet());
    fault(Code.E1803, span, "nothing defines `" + id + "`" + Nearest.hint(id, all));
  }

  private void attribute(Expression.Attribute attribute) {
    String full = fullName(attribute);
    if (full == null) {
      expression(attribute.value());
    } else if (!Builtins.isThere(full)) {
      fault(
          Code.E1803,
          attribute.span(),
          "there is no `" + attribute.span().text() + "`" + Builtins.hint(full));
    }
  }

  /// The full name of something in an imported module; null for anything else.
  private @Nullable String fullName(Expression expression) {
    if (expression instanceof Expression.Name(String id, var _)) {
      boolean isModule = !names.contains(id) && file.imports().get(id) instanceof Value.Known;
      return isModule && file.imports().get(id) instanceof Value.Known(String name) ? name : null;
    }
    if (expression instanceof Expression.Attribute(var value, String name, var _)) {
      String module = fullName(value);
      return module == null ? null : module + "." + name;
    }
    return null;
  }

  private void call(Expression.Call call) {
    expression(call.function());
    List<String> keywords = new ArrayList<>();
    int positional = 0;
    boolean isOpen = false;
    for (Argument argument : call.arguments()) {
      expression(argument.value());
      isOpen |= argument.stars() > 0;
      if (argument.keyword() != null) {
        keywords.add(argument.keyword());
      } else {
        positional++;
      }
    }
    String full = fullName(call.function());
    Builtin builtin = full == null ? null : Builtins.find(full);
    if (builtin == null || isOpen) {
      return;
    }
    try {
      List<String> bound = builtin.bind(positional, keywords);
      boolean lacksMask = bound.contains("other") && !bound.contains("mask");
      if ("load".equals(builtin.name()) && lacksMask) {
        fault(
            Code.E1804,
            call.span(),
            "`other` is what lanes get that `mask` leaves out, and there is no `mask`");
      }
    } catch (Builtin.Misfit misfit) {
      fault(Code.E1804, call.span(), String.valueOf(misfit.getMessage()));
    }
  }
}
