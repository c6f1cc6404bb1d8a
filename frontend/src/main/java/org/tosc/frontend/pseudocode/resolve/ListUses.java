package org.tosc.frontend.pseudocode.resolve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Tail;
import org.tosc.frontend.pseudocode.ast.Target;

/// Finds, for each variable, how much of a list that it is given stays as it was given.
///
/// Lists are shared: once one is passed to a function, put into another value or assigned to
/// another name, anything may change it, at any time. So what the program says about a list can be
/// remembered only through variables whose every use just looks. A use has a depth: lists that lie
/// that deep in the value, or deeper, may be changed through it.
///
/// ```text
/// zeros(v)   len(v)   print v   v[i] + 1     unbounded: nothing of it is handed out
/// v.push(x)   v[i] = x   f(v)   w = v        0: the list itself
/// v[i].push(x)   f(v[i])   for row in v      1: the lists in it
/// ```
final class ListUses {
  /// The value is looked at.
  static final int LOOK = Integer.MAX_VALUE;

  private record Use(Node node, int depth) {}

  private final Resolution resolution;
  private final Deque<Use> open = new ArrayDeque<>();

  private ListUses(Resolution resolution) {
    this.resolution = resolution;
  }

  /// Notes the uses in a resolved file with its variables. Nesting costs no stack.
  static void note(SourceFile file, Resolution resolution) {
    ListUses uses = new ListUses(resolution);
    file.statements().forEach(s -> uses.add(s, 0));
    while (!uses.open.isEmpty()) {
      Use use = uses.open.pop();
      if (use.node() instanceof Expr e) {
        uses.expression(e, use.depth());
      } else {
        uses.other(use.node());
      }
    }
  }

  private void add(Node node, int depth) {
    open.push(new Use(node, depth));
  }

  private void addAll(List<? extends Node> nodes, int depth) {
    nodes.forEach(n -> add(n, depth));
  }

  // What is no expression.

  private void other(Node node) {
    if (node instanceof Stmt.Assign(var target, var op, var value, _)) {
      target(target);
      // `v += w` makes a new list of the items of both.
      if (op != null && target instanceof Expr.Name name) {
        add(name, 1);
      }
      add(value, op == null ? 0 : 1);
    } else if (node instanceof Stmt.Input(var target, _)) {
      target(target);
    } else if (node instanceof Stmt.Step step) {
      step(step);
    } else {
      addAll(node.children(), ofParts(node));
    }
  }

  /// The value of a step is shared with its result.
  private void step(Stmt.Step step) {
    for (Stmt maker : Tail.of(step.body()).makers()) {
      if (maker instanceof Stmt.ExprStmt(var value, _)) {
        add(value, 0);
      } else if (maker instanceof Stmt.Assign(Expr.Name name, _, _, _)) {
        shared(name);
      } else if (maker instanceof Stmt.Let let) {
        Bindings.of(let.pattern()).forEach(this::shared);
      }
    }
    add(step.body(), 0);
  }

  private void shared(Node name) {
    Variable variable = resolution.variable(name);
    if (variable != null) {
      variable.noteListUse(0);
    }
  }

  /// The depth of the use that a statement, or a part of one, makes of its expressions.
  private static int ofParts(Node node) {
    boolean looks =
        node instanceof Stmt.Print
            || node instanceof Stmt.ExprStmt
            || node instanceof Stmt.Arm
            || node instanceof Stmt.While
            || node instanceof Stmt.RepeatUntil
            || node instanceof Stmt.ForRange
            || node instanceof Expr.Part.Hole;
    return looks ? LOOK : node instanceof Stmt.ForIn ? 1 : 0;
  }

  private void target(Target target) {
    switch (target) {
      case Expr.Name _ -> {}
      case Target.Several(var targets, var rest, _) -> {
        targets.forEach(this::target);
        if (rest != null) {
          target(rest);
        }
      }
      case Expr.Index _, Expr.Slice _, Expr.TensorIndex _, Expr.Member _, Expr.Malformed _ ->
          addAll(target.children(), 0);
    }
  }

  // Expressions.

  private void expression(Expr expr, int depth) {
    switch (expr) {
      case Expr.Name name -> {
        Variable variable = resolution.variable(name);
        if (variable != null) {
          variable.noteListUse(depth);
        }
      }
      case Expr.Index(var object, var index, _) -> {
        add(object, deeper(depth));
        add(index, 0);
      }
      case Expr.Slice(var object, _, _, _, _) -> {
        add(object, items(depth));
        addAll(expr.children().subList(1, expr.children().size()), 0);
      }
      case Expr.ListLit(var items, _) -> addAll(items, outer(depth));
      case Expr.Spread(var value, _) -> add(value, deeper(depth));
      case Expr.Binary(_, var left, var right, _) -> {
        add(left, items(depth));
        add(right, items(depth));
      }
      case Expr.Logical(_, var left, var right, _) -> {
        add(left, depth);
        add(right, depth);
      }
      case Expr.Not(var operand, _) -> add(operand, LOOK);
      case Expr.StringLit(var parts, _) -> addAll(parts, 0);
      case Expr.Member(var object, var name, _) ->
          add(object, name.text().equals("length") ? LOOK : 0);
      case Expr.Call call -> call(call);
      case Expr.Compare _,
          Expr.TensorIndex _,
          Expr.DictLit _,
          Expr.RangeLit _,
          Expr.Unary _,
          Expr.Lambda _,
          Expr.Load _,
          Expr.Infer _,
          Expr.Train _,
          Expr.Malformed _ ->
          addAll(expr.children(), 0);
      case Expr.IntLit _,
          Expr.FloatLit _,
          Expr.BoolLit _,
          Expr.NilLit _,
          Expr.Self _,
          Expr.Super _,
          Expr.Monitor _ -> {}
    }
  }

  private void call(Expr.Call call) {
    List<Arg> args = call.args();
    if (call.callee() instanceof Expr.Member(var object, var name, _)) {
      // The receiver is a list where it matters. The arguments may go to a method of a class.
      add(object, BuiltinUses.first(name.text(), args.size() + 1));
      args.forEach(a -> add(a.value(), 0));
    } else if (call.callee() instanceof Expr.Name name && isBuiltin(name)) {
      for (int i = 0; i < args.size(); i++) {
        boolean first = i == 0 && args.getFirst().name() == null;
        add(
            args.get(i).value(),
            first ? BuiltinUses.first(name.text(), args.size()) : BuiltinUses.others(name.text()));
      }
    } else {
      add(call.callee(), 0);
      args.forEach(a -> add(a.value(), 0));
    }
  }

  private boolean isBuiltin(Expr.Name name) {
    return resolution.variable(name) == null && resolution.member(name) == null;
  }

  /// The use of a list of whose item this use is made.
  private static int deeper(int depth) {
    return depth == LOOK ? LOOK : depth + 1;
  }

  /// The use of an item of a new list of which this use is made.
  private static int outer(int depth) {
    return depth == LOOK ? LOOK : Math.max(0, depth - 1);
  }

  /// The use of a list whose items are in a new list of which this use is made.
  private static int items(int depth) {
    return Math.max(1, depth);
  }
}
