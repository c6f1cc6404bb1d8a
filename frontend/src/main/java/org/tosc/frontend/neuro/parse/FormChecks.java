package org.tosc.frontend.neuro.parse;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Attribute;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Param;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroLangParser.ConstItemContext;
import org.tosc.grammar.NeuroLangParser.DeclarationContext;
import org.tosc.grammar.NeuroLangParser.ElseClauseContext;
import org.tosc.grammar.NeuroLangParser.EnumItemContext;
import org.tosc.grammar.NeuroLangParser.FnItemContext;
import org.tosc.grammar.NeuroLangParser.ImportItemContext;
import org.tosc.grammar.NeuroLangParser.ParameterContext;
import org.tosc.grammar.NeuroLangParser.StructItemContext;
import org.tosc.grammar.NeuroLangParser.UseItemContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Rules of form that the grammar leaves open.
final class FormChecks {
  private final Builders with;

  FormChecks(Builders with) {
    this.with = with;
  }

  private static Diagnostic fixed(Diagnostic diagnostic, String title, Span at, String text) {
    return diagnostic.fix(title, List.of(new Diagnostic.Edit(at, text)));
  }

  // ------------------------------------------------------------------ ends of statements

  void end(DeclarationContext tree) {
    switch (tree) {
      case ConstItemContext t -> end(t.end, t);
      case ImportItemContext t -> end(t.end, t);
      case UseItemContext t -> end(t.end, t);
      default -> {}
    }
  }

  /// A statement that must end in `;`; the last one of a conversation's entry need not.
  void end(@Nullable Token end, ParserRuleContext tree) {
    if (end == null || end.getType() != NeuroLangLexer.TAIL || end.getTokenIndex() < 0) {
      return;
    }
    int next = end.getTokenIndex() + 1;
    boolean last =
        next < with.spans.tokens().size() && with.spans.tokens().get(next).getType() == Token.EOF;
    if (with.entry && last) {
      return;
    }
    Span place = with.spans.after(tree);
    with.problems.add(
        fixed(
            Diagnostic.of(Code.E1101, place, "`;` was expected at the end of the statement"),
            "insert `;`",
            place,
            ";"));
  }

  // ------------------------------------------------------------------ items

  void attributes(DeclarationContext tree, List<Attribute> attributes) {
    boolean takes =
        tree instanceof FnItemContext
            || tree instanceof StructItemContext
            || tree instanceof EnumItemContext;
    if (!takes && !attributes.isEmpty()) {
      with.problems.add(
          Code.E1117,
          attributes.getFirst().span(),
          "an attribute stands before a function, a struct or an enum");
    }
  }

  void member(DeclarationContext tree) {
    if (tree.getStart() != null) {
      with.problems.add(
          Code.E1118,
          with.spans.of(tree.getStart()),
          "only functions stand in `impl`, found `" + tree.getStart().getText() + "`");
    }
  }

  Expr constant(ConstItemContext tree) {
    if (tree.expr() == null && tree.exception == null && tree.ASSIGN() == null) {
      with.problems.add(
          Diagnostic.of(Code.E0190, with.span(tree), "a constant needs a value: `=` was expected"));
    }
    return with.exprs.of(tree.expr(), tree);
  }

  void parameters(List<Param> params, List<ParameterContext> trees) {
    boolean defaults = false;
    for (int i = 0; i < params.size(); i++) {
      Param param = params.get(i);
      boolean whole = trees.get(i).exception == null && !param.name().isMissing();
      if (whole && param.type() == null && !param.isSelf()) {
        withoutType(param, trees.get(i));
      }
      if (whole && defaults && param.defaultValue() == null) {
        with.problems.add(
            Code.E0154,
            param.span(),
            "`"
                + param.name().text()
                + "` needs a default too, since a parameter before it has one");
      }
      defaults |= param.defaultValue() != null;
    }
  }

  private void withoutType(Param param, ParameterContext tree) {
    if (tree.COLON() == null) {
      with.problems.add(
          Diagnostic.of(
                  Code.E1116,
                  param.name().span(),
                  "`:` and a type were expected after `" + param.name().text() + "`")
              .note("the parameters of a function always say their types"));
    }
  }

  // ------------------------------------------------------------------ expressions

  void arguments(List<Arg> args) {
    boolean named = false;
    for (Arg arg : args) {
      if (named && arg.name() == null && !(arg.value() instanceof Expr.Malformed)) {
        with.problems.add(
            Code.E0157, arg.span(), "an argument without a name stands before those with one");
        return;
      }
      named |= arg.name() != null;
    }
  }

  /// `f(a.b = c)`.
  void assignmentInside(Token sign) {
    Span span = with.spans.of(sign);
    with.problems.add(
        fixed(
            Diagnostic.of(Code.E0151, span, "`=` assigns and has no value: `==` compares"),
            "replace `=` by `==`",
            span,
            "=="));
  }

  void elseClauses(List<ElseClauseContext> clauses) {
    for (int i = 0; i + 1 < clauses.size(); i++) {
      if (clauses.get(i).IF() == null) {
        ElseClauseContext next = clauses.get(i + 1);
        boolean second = next.IF() == null;
        Span span = with.spans.of(next.getStart());
        with.problems.add(
            second
                ? Diagnostic.of(Code.E0122, span, "`if` has a second `else`")
                : Diagnostic.of(Code.E0123, span, "`else if` stands after `else`")
                    .note("`else` is the last part: what follows it could never run"));
        return;
      }
    }
  }
}
