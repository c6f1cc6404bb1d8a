package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.tir.source.Span;

/// A body of code with an activation of its own.
public final class Routine {
  /// What kind of body.
  public enum Kind {
    FILE,
    FUNCTION,
    LAMBDA,
    METHOD,
    STATIC_METHOD,
    /// Sets the fields of a new instance, or the parameters of a new model.
    FIELDS,
    PIPELINE,
    TEST
  }

  private final Kind kind;
  private final String name;
  private final @Nullable Routine parent;
  private final Node node;
  private final Span span;
  private final List<Param> params;
  private final @Nullable TypeExpr result;
  private final List<Stmt> body;
  private final List<Variable> parameters = new ArrayList<>();
  private final Set<Variable> captures = new LinkedHashSet<>();
  private @Nullable Variable self;
  private @Nullable Variable owningClass;

  Routine(
      Kind kind,
      String name,
      @Nullable Routine parent,
      Node node,
      Span span,
      List<Param> params,
      @Nullable TypeExpr result,
      List<Stmt> body) {
    this.kind = kind;
    this.name = name;
    this.parent = parent;
    this.node = node;
    this.span = span;
    this.params = params;
    this.result = result;
    this.body = body;
  }

  public Kind kind() {
    return kind;
  }

  /// The user's name, empty for a lambda.
  public String name() {
    return name;
  }

  public @Nullable Routine parent() {
    return parent;
  }

  public Node node() {
    return node;
  }

  public Span span() {
    return span;
  }

  public List<Param> params() {
    return params;
  }

  public @Nullable TypeExpr result() {
    return result;
  }

  public List<Stmt> body() {
    return body;
  }

  /// The variables of [#params], in order.
  public List<Variable> parameters() {
    return parameters;
  }

  /// Variables of enclosing routines that it uses, in order of first use; globals are not among
  /// them.
  public List<Variable> captures() {
    return captures.isEmpty()
        ? List.of()
        : captures.stream().filter(v -> v.home() != Variable.Home.GLOBAL).toList();
  }

  /// The variable `self` of a method, layer or field initialiser.
  public @Nullable Variable self() {
    return self;
  }

  /// The class or model whose method this is.
  public @Nullable Variable owningClass() {
    return owningClass;
  }

  void self(Variable variable) {
    self = variable;
  }

  void owningClass(Variable variable) {
    owningClass = variable;
  }

  void capture(Variable variable) {
    captures.add(variable);
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
