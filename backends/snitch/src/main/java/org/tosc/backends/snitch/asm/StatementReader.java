package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Statement.Assignment;
import org.tosc.backends.snitch.asm.Statement.Label;
import org.tosc.backends.snitch.asm.Statement.Operation;
import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.backends.snitch.asm.Token.Kind;
import org.tosc.backends.snitch.isa.Names;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Reads a source as statements. What is wrong in one is told, and the next begins after the end of
/// the line.
final class StatementReader {
  /// A numeric label.
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,8}");

  private final Faults faults;
  private final ExpressionReader reader;
  private final StatementList statements;

  private StatementReader(Source source, Faults faults) {
    this.faults = faults;
    this.statements = new StatementList(faults);
    this.reader = new ExpressionReader(source, new Lexer(source, faults).tokens(), faults);
  }

  static List<Statement> read(Source source, Faults faults) {
    StatementReader all = new StatementReader(source, faults);
    while (!all.reader.isDone()) {
      all.line();
    }
    return all.statements.all();
  }

  private void line() {
    while (label()) {}
    Token first = reader.peek();
    if (first.kind() != Kind.END) {
      Statement read = first.kind() == Kind.NAME ? statement() : noStatement(first);
      Token rest = reader.peek();
      if (read != null && rest.kind() != Kind.END) {
        faults.syntax(
            reader.span(rest), "the end of the line is expected before `" + rest.text() + "`");
      } else if (read != null) {
        statements.add(read);
      }
    }
    while (reader.take().kind() != Kind.END) {}
  }

  private boolean label() {
    Token first = reader.peek();
    if (!reader.peekSecond().is(":") || !isLabel(first)) {
      return false;
    }
    Span at = reader.span(reader.take());
    reader.take();
    String name = first.text();
    boolean isNumber = first.kind() == Kind.INTEGER;
    boolean isWrong = isNumber ? !NUMBER.matcher(name).matches() : !isName(name);
    if (isWrong) {
      faults.symbol(at, "no label can have this name");
    } else {
      statements.add(
          isNumber ? new Statement.NumericLabel(Integer.parseInt(name), at) : new Label(name, at));
    }
    return true;
  }

  private static boolean isLabel(Token first) {
    return switch (first.kind()) {
      case NAME, INTEGER, STRING -> true;
      case REAL, NUMERIC, MODIFIER, SIGN, END -> false;
    };
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && !name.equals(".") && name.indexOf('\0') < 0;
  }

  private @Nullable Statement noStatement(Token first) {
    faults.syntax(
        reader.span(first),
        "an instruction, a directive or a label is expected, not `" + first.text() + "`");
    return null;
  }

  private @Nullable Statement statement() {
    Token first = reader.take();
    Span name = reader.span(first);
    if (reader.takeSign("=")) {
      Expression value = reader.expression();
      return value == null ? null : new Assignment(first.text(), value, name.to(value.span()));
    }
    if (Directive.isIgnored(first.text())) {
      while (reader.peek().kind() != Kind.END) {
        reader.take();
      }
      return null;
    }
    List<Argument> arguments = arguments();
    if (arguments == null) {
      return null;
    }
    Span whole = arguments.isEmpty() ? name : name.to(arguments.getLast().span());
    return first.text().startsWith(".")
        ? new Order(first.text(), arguments, name, whole)
        : new Operation(first.text(), arguments, name, whole);
  }

  private @Nullable List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    if (reader.peek().kind() == Kind.END) {
      return arguments;
    }
    do {
      Argument argument = argument();
      if (argument == null) {
        return null;
      }
      arguments.add(argument);
    } while (reader.takeSign(","));
    return arguments;
  }

  private @Nullable Argument argument() {
    Token first = reader.peek();
    if (first.kind() == Kind.STRING) {
      reader.take();
      return new Argument.Text(first.text(), reader.span(first));
    }
    if (first.is("@") || (first.is("%") && reader.peekSecond().kind() == Kind.NAME)) {
      reader.take();
      return kind(first);
    }
    if (first.is("(") && isAddress()) {
      Expression.Whole zero = new Expression.Whole(0, reader.span(first));
      return indexed(zero);
    }
    Expression value = reader.expression();
    if (value == null) {
      return null;
    }
    if (reader.peek().is("@")) { // call f@plt
      reader.take();
      return kind(first) == null ? null : new Argument.Plain(value);
    }
    return reader.peek().is("(") ? indexed(value) : new Argument.Plain(value);
  }

  private @Nullable Argument kind(Token sign) {
    Token name = reader.peek();
    if (name.kind() != Kind.NAME) {
      faults.syntax(reader.span(sign), "a name is missing after `" + sign.text() + "`");
      return null;
    }
    Span at = reader.span(sign).to(reader.span(reader.take()));
    return new Argument.Kind(name.text(), at);
  }

  /// Whether a register in parentheses stands here.
  private boolean isAddress() {
    return reader.peekSecond().kind() == Kind.NAME
        && Names.x(reader.peekSecond().text()).isPresent();
  }

  private @Nullable Argument indexed(Expression offset) {
    reader.take();
    Token base = reader.peek();
    Span at = reader.span(base);
    if (base.kind() != Kind.NAME) {
      faults.syntax(at, "a register is missing between `(` and `)`");
      return null;
    }
    reader.take();
    Token close = reader.peek();
    if (!reader.takeSign(")")) {
      faults.syntax(reader.span(close), "`)` is missing here");
      return null;
    }
    Expression.Name register = new Expression.Name(base.text(), at);
    return new Argument.Indexed(offset, register, offset.span().to(reader.span(close)));
  }
}
