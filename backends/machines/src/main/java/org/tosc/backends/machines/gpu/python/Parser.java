package org.tosc.backends.machines.gpu.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.python.Cursor.Broken;
import org.tosc.backends.machines.gpu.python.Expression.Parameter;
import org.tosc.backends.machines.gpu.python.Statement.Branch;
import org.tosc.backends.machines.gpu.python.Token.Kind;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Parses a file. Each statement with a fault is told and left out; the next ones are read.
public final class Parser {
  private static final int DEEPEST = 50;
  private static final int LONGEST = 4_000_000;
  private static final Set<String> UPDATES =
      Set.of("+=", "-=", "*=", "/=", "//=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "@=");

  private final Source source;
  private final Cursor cursor;
  private final ExpressionParser expressions;
  private final List<Diagnostic> faults = new ArrayList<>();
  private int blocks;

  /// What is wrong with the words: it explains what then does not parse in the same statement.
  private final List<Diagnostic> wordFaults;

  private Parser(Source source, List<Token> tokens, List<Diagnostic> wordFaults) {
    this.source = source;
    this.wordFaults = List.copyOf(wordFaults);
    this.cursor = new Cursor(source, tokens);
    this.expressions = new ExpressionParser(cursor);
  }

  /// Reads a file; nothing is thrown, whatever its text is.
  public static Module parse(Source source) {
    if (source.text().length() > LONGEST) {
      String message = "a file of kernels has at most " + LONGEST + " characters";
      Diagnostic fault = Diagnostic.of(Code.E1801, source.span(0, 0), message);
      return new Module(source, List.of(), List.of(fault));
    }
    List<Diagnostic> faults = new ArrayList<>();
    Parser parser = new Parser(source, Lexer.tokens(source, faults), faults);
    List<Statement> statements = parser.module();
    faults.addAll(parser.faults);
    faults.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
    return new Module(source, statements, faults);
  }

  private List<Statement> module() {
    List<Statement> statements = new ArrayList<>();
    while (!cursor.is(Kind.END)) {
      if (cursor.is(Kind.INDENT) || cursor.is(Kind.DEDENT) || cursor.is(Kind.NEWLINE)) {
        cursor.next();
        continue;
      }
      boolean isKernel = cursor.is("@") && isJit();
      int before = faults.size();
      Token first = cursor.peek();
      statement(statements);
      if (!isKernel && faults.size() > before) {
        // What a file has beside its kernels need not be understood.
        faults.subList(before, faults.size()).clear();
        statements.add(
            new Statement.Foreign("something else", source.span(first.start(), first.end())));
      }
    }
    return statements;
  }

  /// Whether one of the decorators that follow is `@triton.jit`.
  private boolean isJit() {
    for (int i = 0; ; i++) {
      Token token = cursor.peek(i);
      if (token.kind() == Kind.END || token.is("def") || token.is("class")) {
        return false;
      }
      if (token.is("jit")) {
        return true;
      }
    }
  }

  /// One line or one block; more than one statement where `;` stands between them.
  private void statement(List<Statement> into) {
    int start = cursor.place();
    int begin = cursor.peek().start();
    try {
      cursor.surface();
      compound(into);
    } catch (Broken broken) {
      int end = broken.diagnostic().span().start();
      boolean isExplained =
          wordFaults.stream().anyMatch(f -> f.span().start() >= begin && f.span().start() <= end);
      if (!isExplained) {
        faults.add(broken.diagnostic());
      }
      cursor.skipStatement();
      if (cursor.place() == start) {
        cursor.next();
      }
    }
  }

  private void compound(List<Statement> into) {
    Token first = cursor.peek();
    if (first.kind() == Kind.INDENT) {
      Broken broken = cursor.broken("this line is indented, but no block begins here");
      cursor.skipBlock();
      faults.add(broken.diagnostic());
      return;
    }
    switch (first.text()) {
      case "@", "def" -> into.add(function());
      case "if" -> into.add(conditional());
      case "for" -> into.add(loop());
      case "while" -> into.add(whileLoop());
      case String word when first.kind() == Kind.NAME && Words.FOREIGN.contains(word) ->
          into.add(foreign());
      case String _ -> simpleLine(into);
    }
  }

  private Statement foreign() {
    Token first = cursor.next();
    Statement.Foreign foreign =
        new Statement.Foreign("`" + first.text() + "`", cursor.since(first));
    cursor.skipStatement();
    while (cursor.is("except") || cursor.is("finally") || cursor.is("else")) {
      cursor.skipStatement();
    }
    return foreign;
  }

  private void simpleLine(List<Statement> into) {
    do {
      if (cursor.is(Kind.NEWLINE)) {
        break;
      }
      simple(into);
    } while (cursor.take(";"));
    if (!cursor.is(Kind.NEWLINE)) {
      throw cursor.broken("the end of the line is expected, not " + cursor.peek().describe());
    }
    cursor.next();
  }

  private void simple(List<Statement> into) {
    Token first = cursor.peek();
    switch (first.text()) {
      case "pass" -> {
        cursor.next();
        into.add(new Statement.Pass(cursor.since(first)));
      }
      case "break" -> {
        cursor.next();
        into.add(new Statement.Break(cursor.since(first)));
      }
      case "continue" -> {
        cursor.next();
        into.add(new Statement.Continue(cursor.since(first)));
      }
      case "return" -> {
        cursor.next();
        boolean isEmpty = cursor.is(Kind.NEWLINE) || cursor.is(";");
        @Nullable Expression value = isEmpty ? null : expressions.tuple();
        into.add(new Statement.Return(value, cursor.since(first)));
      }
      case "assert" -> {
        cursor.next();
        Expression condition = expressions.expression();
        Expression message = cursor.take(",") ? expressions.expression() : null;
        into.add(new Statement.Assert(condition, message, cursor.since(first)));
      }
      case "import" -> imports(into);
      case "from" -> importsFrom(into);
      case String _ -> into.add(assignment());
    }
  }

  private Statement assignment() {
    Token first = cursor.peek();
    Expression value = expressions.tuple();
    if (cursor.take(":")) {
      target(value);
      Expression annotation = expressions.expression();
      Expression initial = cursor.take("=") ? expressions.tuple() : null;
      return new Statement.Annotated(value, annotation, initial, cursor.since(first));
    }
    if (cursor.is(Kind.SIGN) && UPDATES.contains(cursor.peek().text())) {
      target(value);
      String sign = cursor.next().text();
      String operator = sign.substring(0, sign.length() - 1);
      Expression right = expressions.tuple();
      return new Statement.Update(value, operator, right, cursor.since(first));
    }
    List<Expression> targets = new ArrayList<>();
    while (cursor.take("=")) {
      target(value);
      targets.add(value);
      value = expressions.tuple();
    }
    return targets.isEmpty()
        ? new Statement.Evaluate(value, cursor.since(first))
        : new Statement.Assign(targets, value, cursor.since(first));
  }

  private void target(Expression target) {
    boolean isTarget =
        switch (target) {
          case Expression.Name _,
              Expression.Attribute _,
              Expression.Subscript _,
              Expression.Foreign _ ->
              true;
          case Expression.Sequence(var items, boolean _, var _) -> {
            items.forEach(this::target);
            yield true;
          }
          case Expression.Whole _,
              Expression.Real _,
              Expression.Text _,
              Expression.Truth _,
              Expression.None _,
              Expression.Call _,
              Expression.Slice _,
              Expression.Unary _,
              Expression.Binary _,
              Expression.Compare _,
              Expression.Logic _,
              Expression.Choice _,
              Expression.Lambda _,
              Expression.Dictionary _ ->
              false;
        };
    if (!isTarget) {
      String message = "a name is expected before `=`, not `" + target.span().text() + "`";
      throw new Broken(Diagnostic.of(Code.E1801, target.span(), message));
    }
  }

  private void imports(List<Statement> into) {
    Token first = cursor.next();
    do {
      String module = dotted();
      String alias =
          cursor.take("as") ? cursor.name("a name behind `as`").text() : module.split("\\.", 2)[0];
      into.add(new Statement.Import(module, null, alias, cursor.since(first)));
    } while (cursor.take(","));
  }

  private void importsFrom(List<Statement> into) {
    Token first = cursor.next();
    boolean isBeside = true;
    while (isBeside) {
      isBeside = cursor.take(".") || cursor.take("...");
    }
    String module = cursor.is("import") ? "" : dotted();
    cursor.expect("import", "behind the module");
    boolean isWrapped = cursor.take("(");
    do {
      if (cursor.is(")")) {
        break;
      }
      String name = cursor.is("*") ? cursor.next().text() : cursor.name("a name").text();
      String alias = cursor.take("as") ? cursor.name("a name behind `as`").text() : name;
      into.add(new Statement.Import(module, name, alias, cursor.since(first)));
    } while (cursor.take(","));
    if (isWrapped) {
      cursor.expect(")", "to close `(`");
    }
  }

  private String dotted() {
    StringBuilder name = new StringBuilder(cursor.name("the name of a module").text());
    while (cursor.take(".")) {
      name.append('.').append(cursor.name("a name behind `.`").text());
    }
    return name.toString();
  }

  private Statement function() {
    List<Expression> decorators = new ArrayList<>();
    while (cursor.take("@")) {
      decorators.add(expressions.expression());
      if (!cursor.is(Kind.NEWLINE)) {
        throw cursor.broken("the end of the line is expected behind a decorator");
      }
      cursor.next();
    }
    if (cursor.is("class") || cursor.is("async")) {
      return foreign();
    }
    Token first = cursor.expect("def", "behind a decorator");
    Token name = cursor.name("the name of the function");
    List<Parameter> parameters = parameters();
    if (cursor.take("->")) {
      expressions.expression();
    }
    List<Statement> body = block("behind the parameters");
    return new Statement.Function(
        name.text(), parameters, decorators, body, source.span(first.start(), name.end()));
  }

  private List<Parameter> parameters() {
    cursor.expect("(", "behind the name of the function");
    List<Parameter> parameters = new ArrayList<>();
    while (!cursor.is(")")) {
      Token first = cursor.peek();
      if (cursor.take("/")) {
        cursor.take(",");
        continue;
      }
      int stars = cursor.take("*") ? 1 : cursor.take("**") ? 2 : 0;
      if (stars == 1 && cursor.take(",")) {
        continue;
      }
      String name = cursor.name("a parameter").text();
      Expression annotation = cursor.take(":") ? expressions.expression() : null;
      Expression initial = cursor.take("=") ? expressions.expression() : null;
      parameters.add(new Parameter(name, stars, annotation, initial, cursor.since(first)));
      if (!cursor.take(",")) {
        break;
      }
    }
    cursor.expect(")", "behind the parameters");
    return parameters;
  }

  private Statement conditional() {
    Token first = cursor.peek();
    List<Branch> branches = new ArrayList<>();
    do {
      String word = cursor.next().text();
      Expression condition = expressions.expression();
      branches.add(new Branch(condition, block("behind the condition of `" + word + "`")));
    } while (cursor.is("elif"));
    List<Statement> otherwise = List.of();
    if (cursor.take("else")) {
      otherwise = block("behind `else`");
    }
    return new Statement.If(branches, otherwise, source.span(first.start(), first.end()));
  }

  private Statement loop() {
    Token first = cursor.next();
    Expression target = loopTarget();
    cursor.expect("in", "behind the variable of `for`");
    Expression iterable = expressions.tuple();
    List<Statement> body = block("behind the range of `for`");
    elseOfLoop();
    return new Statement.For(target, iterable, body, source.span(first.start(), first.end()));
  }

  private Expression loopTarget() {
    Token first = cursor.peek();
    List<Expression> names = new ArrayList<>();
    boolean isWrapped = cursor.take("(");
    do {
      Token name = cursor.name("the variable of `for`");
      names.add(new Expression.Name(name.text(), source.span(name.start(), name.end())));
    } while (cursor.take(","));
    if (isWrapped) {
      cursor.expect(")", "to close `(`");
    }
    return names.size() == 1
        ? names.getFirst()
        : new Expression.Sequence(names, false, cursor.since(first));
  }

  private Statement whileLoop() {
    Token first = cursor.next();
    Expression condition = expressions.expression();
    List<Statement> body = block("behind the condition of `while`");
    elseOfLoop();
    return new Statement.While(condition, body, source.span(first.start(), first.end()));
  }

  private void elseOfLoop() {
    if (cursor.is("else")) {
      throw cursor.broken("a loop of a kernel has no `else`");
    }
  }

  private List<Statement> block(String where) {
    cursor.expect(":", where);
    List<Statement> statements = new ArrayList<>();
    if (!cursor.is(Kind.NEWLINE)) {
      simpleLine(statements);
      return statements;
    }
    Token end = cursor.next();
    if (!cursor.is(Kind.INDENT)) {
      throw cursor.broken(
          end.kind() == Kind.END ? end : cursor.peek(), "an indented block is expected here");
    }
    if (blocks >= DEEPEST) {
      throw cursor.broken("blocks are nested more than " + DEEPEST + " deep");
    }
    blocks++;
    cursor.next();
    while (!cursor.is(Kind.DEDENT) && !cursor.is(Kind.END)) {
      statement(statements);
    }
    blocks--;
    if (cursor.is(Kind.DEDENT)) {
      cursor.next();
    }
    return statements;
  }
}
