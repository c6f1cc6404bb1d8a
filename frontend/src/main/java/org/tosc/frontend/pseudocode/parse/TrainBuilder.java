package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Arg;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.grammar.PseudocodeLexer;
import org.tosc.grammar.PseudocodeParser.EvalEveryStatementContext;
import org.tosc.grammar.PseudocodeParser.ExprContext;
import org.tosc.grammar.PseudocodeParser.InferExprContext;
import org.tosc.grammar.PseudocodeParser.OptionContext;
import org.tosc.grammar.PseudocodeParser.OptionListContext;
import org.tosc.grammar.PseudocodeParser.SaveEveryStatementContext;
import org.tosc.grammar.PseudocodeParser.SettingsContext;
import org.tosc.grammar.PseudocodeParser.StatementContext;
import org.tosc.grammar.PseudocodeParser.TrainExprContext;
import org.tosc.grammar.PseudocodeParser.TrainLimitContext;
import org.tosc.grammar.PseudocodeParser.TrainOptionContext;
import org.tosc.grammar.PseudocodeParser.TrainOptionsContext;
import org.tosc.tir.source.Code;

/// `train` and `infer` with their settings.
final class TrainBuilder {
  private final Builders with;

  TrainBuilder(Builders with) {
    this.with = with;
  }

  Expr infer(InferExprContext tree) {
    List<ExprContext> exprs = tree.getRuleContexts(ExprContext.class);
    Expr model = exprs.isEmpty() ? with.exprs.missing(tree) : with.exprs.of(exprs.getFirst());
    Expr input = exprs.size() < 2 ? null : with.exprs.of(exprs.get(1));
    Settings settings = settings(tree.optionList(), tree.settings());
    settings.actions.forEach(this::misplaced);
    return new Expr.Infer(model, input, settings.values, with.span(tree));
  }

  Expr train(TrainExprContext tree) {
    Expr model = with.exprs.of(tree.getRuleContext(ExprContext.class, 0), tree);
    Expr data = null;
    Expr epochs = null;
    Expr steps = null;
    for (TrainLimitContext limit : tree.trainLimit()) {
      Expr value = with.exprs.of(limit.expr(), limit);
      if (limit.ON() != null) {
        once(data, limit, "`on`");
        data = value;
      } else if (limit.unit != null && limit.unit.getType() == PseudocodeLexer.EPOCHS) {
        once(epochs, limit, "its setting `epochs`");
        epochs = value;
      } else {
        once(steps, limit, "its setting `steps`");
        steps = value;
      }
    }
    Settings settings = settings(null, tree.settings());
    onLine(tree.trainOptions(), settings);
    return new Expr.Train(
        model, data, epochs, steps, settings.values, settings.actions, with.span(tree));
  }

  private void once(@Nullable Expr before, TrainLimitContext limit, String what) {
    if (before != null) {
      with.problems.add(Code.E0305, with.span(limit), "`train` gets two values for " + what);
    }
  }

  private static final class Settings {
    final List<Arg> values = new ArrayList<>();
    final List<Expr.Periodic> actions = new ArrayList<>();
  }

  /// Settings after a `:` on the same line, or the statements of a block.
  private Settings settings(@Nullable OptionListContext line, @Nullable SettingsContext block) {
    Settings settings = new Settings();
    settings.values.addAll(options(line));
    List<StatementContext> statements = block == null ? List.of() : block.statement();
    for (StatementContext statement : statements) {
      switch (statement) {
        case SaveEveryStatementContext s -> settings.actions.add(periodic(s, s.expr(), s.unit));
        case EvalEveryStatementContext s -> settings.actions.add(periodic(s, s.expr(), s.unit));
        default -> setting(statement, settings);
      }
    }
    return settings;
  }

  /// Settings of `train` after a `:` on the same line.
  private void onLine(@Nullable TrainOptionsContext line, Settings settings) {
    List<TrainOptionContext> all = line == null ? List.of() : line.trainOption();
    for (TrainOptionContext one : all) {
      if (one.option() == null) {
        settings.actions.add(periodic(one, one.expr(), one.unit));
      } else {
        settings.values.addAll(options(List.of(one.option())));
      }
    }
  }

  List<Arg> options(@Nullable OptionListContext tree) {
    return tree == null ? List.of() : options(tree.option());
  }

  List<Arg> options(List<OptionContext> trees) {
    List<Arg> args = new ArrayList<>();
    for (OptionContext tree : trees) {
      Ident name = with.name(tree.getStart());
      args.add(new Arg(name, with.exprs.of(tree.expr(), tree), with.span(tree)));
    }
    return args;
  }

  Expr.Periodic periodic(
      ParserRuleContext tree, @Nullable ExprContext every, @Nullable Token unit) {
    boolean epochs = unit != null && unit.getType() == PseudocodeLexer.EPOCHS;
    Ident action = with.name(tree.getStart());
    return new Expr.Periodic(action, with.exprs.of(every, tree), epochs, with.span(tree));
  }

  void misplaced(Expr.Periodic action) {
    with.problems.add(
        Code.E0185,
        action.span(),
        "`" + action.action().text() + " every` stands only among the settings of `train`");
  }

  private void setting(StatementContext tree, Settings settings) {
    for (Stmt stmt : with.stmts.of(tree)) {
      switch (stmt) {
        case Stmt.Assign(Expr.Name(var name, var at), var op, var value, var span)
            when op == null ->
            settings.values.add(new Arg(new Ident(name, at), value, span));
        case Stmt.Pass _, Stmt.Malformed _ -> {}
        case Stmt other ->
            with.problems.add(
                Code.E0185, other.span(), "a setting `name = value` was expected here");
      }
    }
  }
}
