package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Stmt;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TParam;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.OpenType;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.frontend.neuro.types.Unify;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks the body of one function. The checkers of one topic each meet here.
final class FunctionChecker {
  /// `negated` where a sign was joined to the digits.
  private record Literal(TExpr.Const value, boolean negated, Span span) {}

  private final Program program;
  private final Program.Body unit;
  private final Types types;
  private final List<OpenType> open = new ArrayList<>();
  private final List<Literal> literals = new ArrayList<>();
  private final Map<Expr, TExpr> remembered = new IdentityHashMap<>();
  private final Map<Variable, Extent> constants = new IdentityHashMap<>();
  private Scope scope = new Scope(null);
  private int loops;
  private boolean isEntry;

  final Expressions expressions;
  final Blocks blocks;
  final Operators operators;
  final Calls calls;
  final TileCalls tiles;
  final LibraryCalls library;
  final Patterns patterns;

  FunctionChecker(Program program, Program.Body unit) {
    this.program = program;
    this.unit = unit;
    this.types = new Types(program, unit.file(), unit.generics(), unit.self());
    types.extents().variables(name -> scope.find(name) != null, this::localConstant);
    this.expressions = new Expressions(this);
    this.blocks = new Blocks(this);
    this.operators = new Operators(this);
    this.calls = new Calls(this);
    this.tiles = new TileCalls(this);
    this.library = new LibraryCalls(this);
    this.patterns = new Patterns(this);
  }

  void run() {
    TFunction function = unit.function();
    for (TParam param : function.params()) {
      scope.declare(param.variable());
      Expr value = param.defaultValue();
      if (value != null) {
        Ty type = param.variable().type();
        coerce(expressions.of(value, type), type, Code.E1301, param.variable().span());
      }
    }
    TBlock body = blocks.body(function.syntax().body(), function.result());
    open.forEach(OpenType::settle);
    literals.forEach(this::range);
    function.body(body);
  }

  /// Remembers what a constant inside the function is, for extents.
  void constant(Variable variable, Extent value) {
    constants.put(variable, value);
  }

  private @Nullable Extent localConstant(String name) {
    Variable variable = scope.find(name);
    return variable == null ? null : constants.get(variable);
  }

  /// Checks an entry of a conversation, whose statements see the variables of earlier entries;
  /// gives the variables that the next entry sees.
  List<Variable> entry(List<Variable> known) {
    isEntry = true;
    known.forEach(scope::declare);
    TBlock body = blocks.inside(function().syntax().body(), null);
    open.forEach(OpenType::settle);
    literals.forEach(this::range);
    function().body(body);
    return scope.visible();
  }

  // The surroundings.

  Program program() {
    return program;
  }

  TFunction function() {
    return unit.function();
  }

  Symbol.FileNames file() {
    return unit.file();
  }

  Map<String, GenericParam> generics() {
    return unit.generics();
  }

  Types types() {
    return types;
  }

  Scope scope() {
    return scope;
  }

  void enter() {
    scope = new Scope(scope);
  }

  void leave() {
    scope = Objects.requireNonNull(scope.outer());
  }

  /// Whether the statements stand outside of functions, in a conversation.
  boolean isEntry() {
    return isEntry;
  }

  boolean inLoop() {
    return loops > 0;
  }

  void enterLoop() {
    loops++;
  }

  void leaveLoop() {
    loops--;
  }

  Variable declare(String name, Ty type, Stmt.Kind kind, Span span) {
    Variable variable = new Variable(name, type, kind == Stmt.Kind.VAR, span);
    scope.declare(variable);
    return variable;
  }

  /// A name that nothing defines; further uses in this function are no faults of their own.
  void missing(String name, Span span) {
    scope.outermost().declare(new Variable(name, Ty.Basic.ERROR, true, span));
  }

  /// The receiver of a method was checked before it became an argument.
  void remember(Expr expr, TExpr checked) {
    remembered.put(expr, checked);
  }

  @Nullable TExpr remembered(Expr expr) {
    return remembered.get(expr);
  }

  // Types.

  /// The type of a literal that its use decides.
  Ty open(boolean isFloat) {
    OpenType variable = new OpenType(isFloat);
    open.add(variable);
    return new Ty.Open(variable);
  }

  TExpr.Const literal(Object value, Ty type, Span span) {
    return literal(value, false, type, span);
  }

  TExpr.Const literal(Object value, boolean negated, Ty type, Span span) {
    TExpr.Const made = new TExpr.Const(value, type, span);
    if (!(value instanceof Boolean) && !(value instanceof String)) {
      literals.add(new Literal(made, negated, span));
    }
    return made;
  }

  /// The literal is not used after all, because a sign was joined to it.
  void forget(TExpr.Const literal) {
    literals.removeIf(l -> l.value() == literal);
  }

  private void range(Literal literal) {
    String complaint = Literals.complaint(literal.value(), literal.negated());
    if (complaint != null) {
      report(Code.E1307, literal.span(), complaint);
    }
  }

  /// The value where a value of type `expected` is needed; reports a mismatch.
  TExpr coerce(TExpr value, Ty expected, Code code, @Nullable Span reason) {
    Ty found = value.type().settled();
    if (found.isSilent() || expected.isSilent() || Unify.fits(expected, found)) {
      return value;
    }
    mismatch(value.span(), expected, found, code, reason);
    return new TExpr.Broken(value.span());
  }

  void mismatch(Span at, Ty expected, Ty found, Code code, @Nullable Span reason) {
    Diagnostic diagnostic =
        Diagnostic.of(
            code, at, "expected `" + expected.settled() + "`, found `" + found.settled() + "`");
    String part = Difference.words(expected, found);
    if (part != null) {
      diagnostic = diagnostic.label(at, part);
    }
    report(reason == null ? diagnostic : diagnostic.label(reason, "this asks for the type"));
  }

  // Diagnostics.

  void report(Diagnostic diagnostic) {
    program.report(diagnostic);
  }

  void report(Code code, Span span, String message) {
    report(Diagnostic.of(code, span, message));
  }

  TExpr error(Code code, Span span, String message) {
    report(code, span, message);
    return new TExpr.Broken(span);
  }
}
