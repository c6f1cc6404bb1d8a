package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.ClassMember;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The types of calls: of known functions, of classes, of built-ins, and of what is not known.
final class Calls {
  private final Program program;
  private final Instance instance;
  private final Environment environment;
  private final Annotations annotations;
  private final Expressions expressions;
  private final ShapeCheck shapes;

  Calls(
      Program program,
      Instance instance,
      Environment environment,
      Annotations annotations,
      Expressions expressions,
      ShapeCheck shapes) {
    this.program = program;
    this.instance = instance;
    this.environment = environment;
    this.annotations = annotations;
    this.expressions = expressions;
    this.shapes = shapes;
  }

  Ty type(Expr.Call call, Ty callee) {
    instance.noCallee(call);
    List<Ty> arguments = new ArrayList<>();
    call.args().forEach(a -> arguments.add(expressions.type(a.value())));
    String builtin = builtinName(call.callee());
    if (builtin != null) {
      noteIndirect(arguments);
      return builtin(builtin, call, null, null, arguments);
    }
    if (call.callee() instanceof Expr.Member(var object, var name, _)
        && !(callee instanceof Ty.Function)
        && !(callee instanceof Ty.ClassOf)) {
      program.noteUnknownCall(environment, instance);
      Ty receiver = instance.type(object);
      if (receiver instanceof Ty.InstanceOf(var model)
          && model.declaration() instanceof Stmt.ModelDecl m) {
        return new ModelTypes(program).layer(m, name.text(), call, arguments);
      }
      return receiver.isTensor()
              || receiver instanceof Ty.Str
              || receiver instanceof Ty.ListOf
              || receiver == Ty.DICT
          ? builtin(name.text(), call, object, receiver, arguments)
          : Ty.ANY;
    }
    return switch (callee) {
      case Ty.Function(var variable) -> function(call, variable, arguments);
      case Ty.ClassOf(var variable) -> construct(call, variable);
      case Ty.InstanceOf(var model) when model.declaration() instanceof Stmt.ModelDecl m -> {
        program.noteUnknownCall(environment, instance);
        yield new ModelTypes(program).layer(m, "", call, arguments);
      }
      case Ty.Simple _,
          Ty.Int _,
          Ty.Str _,
          Ty.ListOf _,
          Ty.Tensor _,
          Ty.DType _,
          Ty.InstanceOf _,
          Ty.Module _,
          Ty.Maybe _ -> {
        program.noteUnknownCall(environment, instance);
        notCallable(call, callee);
        yield callee == Ty.NEVER ? Ty.NEVER : Ty.ANY;
      }
    };
  }

  /// A built-in that is handed functions may call them.
  private void noteIndirect(List<Ty> arguments) {
    if (arguments.stream().anyMatch(a -> a == Ty.FN || a instanceof Ty.Function || a == Ty.ANY)) {
      program.noteUnknownCall(environment, instance);
    }
  }

  private void notCallable(Expr.Call call, Ty callee) {
    boolean certain =
        callee.isNumber()
            || callee == Ty.BOOL
            || callee instanceof Ty.Str
            || callee == Ty.NIL
            || callee == Ty.RANGE;
    if (certain) {
      program.report(
          Code.W0304,
          call.callee().span(),
          "calling this will raise TypeError: it is " + callee.widened());
    }
  }

  private @Nullable String builtinName(Expr callee) {
    boolean builtin =
        callee instanceof Expr.Name name
            && program.resolution().variable(name) == null
            && program.resolution().member(name) == null;
    return builtin ? ((Expr.Name) callee).text() : null;
  }

  // Known functions.

  private Ty function(Expr.Call call, Variable variable, List<Ty> arguments) {
    if (!(variable.declaration() instanceof Stmt.FunctionDecl f)) {
      return Ty.ANY;
    }
    if (ArgumentBinding.isOpen(call.args())) {
      program.noteValue(variable);
      program.noteUnknownCall(environment, instance);
      return Ty.ANY;
    }
    switch (ArgumentBinding.bind(
        variable.name(), f.params(), call.args(), call.span(), f.name().span())) {
      case ArgumentBinding.Outcome.Wrong(var diagnostic) -> {
        program.report(diagnostic);
        return Ty.ANY;
      }
      case ArgumentBinding.Outcome.Bound(var binding) -> {
        return bound(call, f, binding, arguments);
      }
    }
  }

  private Ty bound(
      Expr.Call call, Stmt.FunctionDecl f, ArgumentBinding binding, List<Ty> arguments) {
    Routine routine = program.resolution().routine(f);
    List<Ty> key = key(call, f.params(), binding, arguments);
    if (key == null) {
      return Ty.NEVER;
    }
    Instance callee = target(routine, key);
    if (callee == null) {
      program.noteValue(Objects.requireNonNull(program.resolution().variable(f.name())));
      program.noteUnknownCall(environment, instance);
      return f.result() == null
          ? Ty.ANY
          : Annotations.narrowed(annotations.type(f.result()), Ty.ANY);
    }
    instance.callee(call, callee);
    Ty result = program.result(callee);
    instance.globalsRead().addAll(callee.globalsRead());
    program.noteCall(environment, instance, callee);
    return substituted(f, binding, arguments, result);
  }

  /// The instance that a call reaches without going through a function value.
  private @Nullable Instance target(Routine routine, List<Ty> key) {
    if (routine == instance.routine()
        && instance.outer() != null
        && !routine.captures().isEmpty()) {
      return instance;
    }
    boolean reachable = routine.captures().isEmpty() && routine.kind() == Routine.Kind.FUNCTION;
    return reachable ? program.instance(routine, key, program.home(routine)) : null;
  }

  /// What the parameters are called with; null while a recursive argument is not known yet.
  private @Nullable List<Ty> key(
      Expr.Call call, List<Param> params, ArgumentBinding binding, List<Ty> arguments) {
    List<Ty> key = new ArrayList<>();
    Unifier unifier = new Unifier();
    for (int p = 0; p < params.size(); p++) {
      Param param = params.get(p);
      int at = binding.slots().get(p);
      if (param.rest() || at < 0) {
        key.add(param.rest() ? Ty.LIST : Ty.UNSET);
        continue;
      }
      Ty given = arguments.get(at);
      if (given == Ty.NEVER) {
        return null;
      }
      key.add(argument(call.args().get(at), param, given, unifier));
    }
    return key;
  }

  private Ty argument(Arg arg, Param param, Ty given, Unifier unifier) {
    TypeExpr annotation = param.type();
    if (annotation == null) {
      return passed(given);
    }
    Ty wanted = annotations.type(annotation);
    if (Annotations.refuses(wanted, given)) {
      program.report(
          Diagnostic.of(
                  Code.E0311,
                  arg.value().span(),
                  "parameter `"
                      + param.name().text()
                      + "` is "
                      + wanted
                      + ", found "
                      + given.widened())
              .label(annotation.span(), "declared here"));
      return Ty.ANY;
    }
    if (wanted instanceof Ty.Tensor(var w) && given instanceof Ty.Tensor(var g)) {
      Diagnostic complaint = unifier.unify(w, g, annotation.span(), arg.value().span());
      if (complaint != null) {
        program.report(complaint);
        return Ty.ANY;
      }
    }
    boolean converts = wanted == Ty.FLOAT && given instanceof Ty.Int;
    return converts ? Ty.FLOAT : passed(given);
  }

  /// A type as part of an instance's key.
  private static Ty passed(Ty given) {
    Ty wide = given.widened();
    return switch (wide) {
      case Ty.Simple s ->
          switch (s) {
            case FLOAT, BOOL, DICT, RANGE, FN, TENSOR -> s;
            case NEVER, UNSET, ANY, NIL, ERROR -> Ty.ANY;
          };
      case Ty.Int _, Ty.Str _, Ty.ListOf _, Ty.Tensor _ -> wide;
      case Ty.DType _, Ty.Function _, Ty.ClassOf _, Ty.InstanceOf _, Ty.Module _, Ty.Maybe _ ->
          Ty.ANY;
    };
  }

  /// The result of an annotated function with the symbols of its signature replaced.
  private Ty substituted(
      Stmt.FunctionDecl f, ArgumentBinding binding, List<Ty> arguments, Ty result) {
    return result instanceof Ty.Tensor(var type) && !type.isStatic() && f.result() != null
        ? Symbols.substitute(annotations, f.params(), binding, arguments, type)
        : result;
  }

  // Classes.

  private Ty construct(Expr.Call call, Variable variable) {
    program.noteUnknownCall(environment, instance);
    List<Param> params = constructorParams(variable);
    if (params != null && !ArgumentBinding.isOpen(call.args())) {
      var outcome =
          ArgumentBinding.bind(
              variable.name(), params, call.args(), call.span(), variable.declared());
      if (outcome instanceof ArgumentBinding.Outcome.Wrong(var diagnostic)) {
        program.report(diagnostic);
      }
    }
    return variable.declaration() instanceof Stmt.EnumDecl ? Ty.ANY : new Ty.InstanceOf(variable);
  }

  /// The parameters of `init`, where the class says it itself.
  private static @Nullable List<Param> constructorParams(Variable variable) {
    return switch (variable.declaration()) {
      case Stmt.ModelDecl m -> m.params();
      case Stmt.ClassDecl c -> {
        for (ClassMember member : c.members()) {
          if (member instanceof ClassMember.Method(var f, boolean isStatic, _)
              && !isStatic
              && f.name().text().equals("init")) {
            yield f.params();
          }
        }
        yield null;
      }
      case null, default -> null;
    };
  }

  // Built-ins.

  private Ty builtin(
      String name,
      Expr.Call call,
      @Nullable Expr receiver,
      @Nullable Ty receiverType,
      List<Ty> arguments) {
    List<Ty> all = new ArrayList<>();
    if (receiverType != null) {
      all.add(receiverType);
    }
    all.addAll(arguments);
    if (all.contains(Ty.NEVER)) {
      return Ty.NEVER;
    }
    if (name.equals("tensor") || (name.equals("cast") && all.isEmpty())) {
      return tensor(call, arguments);
    }
    if (name.equals("split") || name.equals("topk")) {
      return split(name, call, all);
    }
    boolean number =
        all.isEmpty() && (name.equals("rand") || name.equals("randn") || name.equals("random"));
    if (number) {
      return Ty.FLOAT;
    }
    if (name.equals("arange") && receiver == null) {
      return Aranges.type(arguments, call);
    }
    boolean pair =
        (name.equals("max") || name.equals("min"))
            && all.size() == 2
            && call.args().stream().allMatch(a -> a.name() == null);
    if (pair && all.stream().anyMatch(Ty::isTensor)) {
      return shapes.pair(name.equals("max") ? TensorOp.MAX : TensorOp.MIN, all, call);
    }
    TensorBuiltin row = TensorBuiltin.named(name);
    boolean tensors =
        row != null
            && (row.isSource() || all.stream().anyMatch(a -> a.isTensor() || holdsTensors(a)));
    return tensors
        ? tensorCall(Objects.requireNonNull(row), call, receiver, receiverType, arguments)
        : BuiltinTypes.result(name, all);
  }

  private static boolean holdsTensors(Ty ty) {
    return ty instanceof Ty.ListOf(List<Ty> items)
        && items != null
        && !items.isEmpty()
        && items.stream().allMatch(Ty::isTensor);
  }

  private Ty tensorCall(
      TensorBuiltin row,
      Expr.Call call,
      @Nullable Expr receiver,
      @Nullable Ty receiverType,
      List<Ty> arguments) {
    Map<String, Ty> types = new HashMap<>();
    Map<String, Expr> exprs = new HashMap<>();
    int position = 0;
    if (receiver != null && receiverType != null) {
      types.put(row.parameters().getFirst(), receiverType);
      exprs.put(row.parameters().getFirst(), receiver);
      position = 1;
    }
    int first = 0;
    if (row.operands().size() == 1 && row.operands().getFirst().endsWith("…") && position == 0) {
      List<Ty> several = new ArrayList<>();
      while (first < arguments.size()
          && call.args().get(first).name() == null
          && arguments.get(first).isTensor()) {
        several.add(arguments.get(first++));
      }
      if (first > 0) {
        types.put(row.parameters().getFirst(), new Ty.ListOf(several));
        exprs.put(row.parameters().getFirst(), call.args().getFirst().value());
        position = 1;
      }
    }
    for (int i = first; i < arguments.size(); i++) {
      Arg arg = call.args().get(i);
      if (arg.name() == null && position >= row.parameters().size()) {
        return Ty.ANY;
      }
      String name = arg.name() != null ? arg.name().text() : row.parameters().get(position++);
      types.put(name, arguments.get(i));
      exprs.put(name, arg.value());
    }
    return shapes.builtin(row, types, exprs, call.span());
  }

  /// `tensor(list, shape=…, dtype=…)`.
  private Ty tensor(Expr.Call call, List<Ty> arguments) {
    if (arguments.isEmpty()) {
      return Ty.TENSOR;
    }
    Scalar dtype = null;
    Ty shape = null;
    for (int i = 1; i < arguments.size(); i++) {
      Arg arg = call.args().get(i);
      String name = arg.name() == null ? (i == 1 ? "shape" : "dtype") : arg.name().text();
      if (name.equals("dtype")) {
        dtype = ShapeCheck.dtype(arguments.get(i));
        if (dtype == null) {
          return Ty.TENSOR;
        }
      } else if (name.equals("shape")) {
        shape = arguments.get(i);
      }
    }
    Ty value = arguments.getFirst();
    Expr at = call.args().getFirst().value();
    Ty made =
        value.isNumber() || value == Ty.BOOL
            ? scalar(value, dtype)
            : value instanceof Ty.ListOf || value.isTensor()
                ? shapes.literal(at, value, dtype)
                : Ty.TENSOR;
    if (shape == null) {
      return made;
    }
    TensorBuiltin reshape = Objects.requireNonNull(TensorBuiltin.named("reshape"));
    Span span = call.span();
    return made instanceof Ty.Tensor
        ? shapes.builtin(reshape, Map.of("x", made, "shape", shape), Map.of("x", at), span)
        : Ty.TENSOR;
  }

  private static Ty scalar(Ty value, @Nullable Scalar dtype) {
    Scalar element = dtype != null ? dtype : value == Ty.BOOL ? Scalar.I1 : Scalar.F32;
    return new Ty.Tensor(org.tosc.tir.ir.TensorType.of(element));
  }

  /// `split(t, parts | sizes, axis)` and `topk(t, k)`: lists of tensors.
  private Ty split(String name, Expr.Call call, List<Ty> all) {
    if (all.isEmpty() || !(all.getFirst() instanceof Ty.Tensor(var type))) {
      return name.equals("split") && !all.isEmpty() && all.getFirst().isTensor()
          ? Ty.LIST
          : BuiltinTypes.result(name, all);
    }
    List<Arg> args = call.args();
    int shift = all.size() - args.size();
    Map<String, Ty> named = new HashMap<>();
    List<String> order =
        name.equals("split") ? List.of("x", "sizes", "axis") : List.of("x", "k", "axis");
    for (int i = 0; i < all.size() && i < order.size(); i++) {
      Arg arg = i - shift >= 0 ? args.get(i - shift) : null;
      named.put(arg != null && arg.name() != null ? arg.name().text() : order.get(i), all.get(i));
    }
    return new SplitShapes(shapes).type(name, type, named, call.span());
  }
}
