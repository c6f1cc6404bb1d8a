package org.tosc.backends.machines.mlir.syntax;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Operation.Successor;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft.ResultName;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.Token.Kind;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Reads operations, blocks and regions.
///
/// ```text
/// operation = (result, … '=')? (generic | pretty) ('loc' '(' … ')')?
/// generic   = string '(' value, … ')' ('[' label, … ']')? ('<' '{' … '}' '>')?
///             ('(' region, … ')')? ('{' … '}')? ':' function-type
/// region    = '{' operation* (label '(' value ':' type, … ')' ':' operation*)* '}'
/// ```
final class OperationReader {
  private static final int MOST_FAULTS = 20;

  private final Parser parser;
  private final Cursor in;
  private final PrettyForms forms;
  private final List<Diagnostic> faults = new ArrayList<>();

  OperationReader(Parser parser, PrettyForms forms) {
    this.parser = parser;
    this.in = parser.cursor();
    this.forms = forms;
  }

  List<Diagnostic> faults() {
    return faults;
  }

  /// Operations up to `}`, a label or the end. What cannot be read is told, and left out.
  List<Operation> operations(boolean isTop) {
    List<Operation> all = new ArrayList<>();
    while (!in.isAtEnd() && (isTop || !(in.at("}") || in.at(Kind.LABEL)))) {
      int start = in.offset();
      int depth = in.depth();
      try {
        if (!isTop || !alias()) {
          all.add(operation());
        }
      } catch (SyntaxFault fault) {
        faults.add(fault.diagnostic());
        in.resetDepth(depth);
        if (faults.size() >= MOST_FAULTS) {
          in.jump(in.source().text().length());
          break;
        }
        recover(start);
        if (isTop && in.at("}")) {
          in.next();
        }
      }
    }
    return all;
  }

  /// Goes to the next line that begins an operation at the same depth of braces.
  private void recover(int start) {
    int fault = in.offset();
    int braces = 0;
    in.jump(start);
    while (!in.isAtEnd()) {
      boolean isBehind = in.offset() >= fault && in.offset() > start;
      if (in.at("}") && braces == 0) {
        return;
      }
      if (isBehind && braces == 0 && in.beginsLine() && beginsOperation()) {
        return;
      }
      braces += in.at("{") ? 1 : in.at("}") ? -1 : 0;
      in.next();
    }
  }

  private boolean beginsOperation() {
    return in.atValue() || in.atString() || in.atWord() || in.at(Kind.LABEL) || in.at(Kind.HASH);
  }

  /// `#map = …` and `!t = …` and `{-# … #-}`, which stand outside of operations.
  private boolean alias() {
    if (in.accept("{-#")) {
      while (!in.isAtEnd() && !in.accept("#-}")) {
        in.next();
      }
      return true;
    }
    if (!in.at(Kind.HASH) && !in.at(Kind.BANG)) {
      return false;
    }
    boolean isType = in.at(Kind.BANG);
    String name = in.next().substring(1);
    in.expect("=");
    if (isType) {
      parser.types().alias(name, parser.type());
    } else {
      parser.attributes().alias(name, parser.attribute());
    }
    return true;
  }

  Operation operation() {
    in.enter();
    List<ResultName> results = resultNames();
    Operation read = in.atString() ? generic(results) : pretty(results);
    in.leave();
    return read;
  }

  private List<ResultName> resultNames() {
    List<ResultName> names = new ArrayList<>();
    if (!in.atValue()) {
      return names;
    }
    do {
      Span at = in.span();
      String name = in.expect(Kind.VALUE, "a name for a result").substring(1);
      int count = in.accept(":") ? Math.toIntExact(Math.clamp(parser.integer(), 0, 1 << 16)) : 1;
      names.add(new ResultName(name, count, at));
    } while (in.accept(","));
    in.expect("=");
    return names;
  }

  private Operation pretty(List<ResultName> results) {
    Span at = in.span();
    if (!in.atWord()) {
      throw in.fail("an operation is expected, not " + in.found());
    }
    String name = forms.fullName(in.peek());
    PrettyForm form = forms.form(name);
    if (form == null) {
      throw in.fail(
          "no operation `"
              + in.peek()
              + "` is known in a form of its own"
              + forms.near(name)
              + "; any is read as `\""
              + name
              + "\"(…) : (…) -> (…)`");
    }
    in.next();
    Draft draft = new Draft(in, name, at, results);
    form.read(parser, draft);
    draft.location(in.at("loc") ? parser.location() : null);
    return draft.build(true);
  }

  private Operation generic(List<ResultName> results) {
    Span at = in.span();
    Draft draft = new Draft(in, parser.string(), at, results);
    in.expect("(");
    List<Name> operands = parser.values();
    in.expect(")");
    successors(draft);
    if (in.accept("<")) {
      parser.attributes().dictionary().entries().forEach(draft::property);
      in.expect(">");
    }
    if (in.accept("(")) {
      do {
        draft.region(region(List.of()));
      } while (in.accept(","));
      in.expect(")");
    }
    draft.attributes(parser.optionalAttributes());
    in.expect(":");
    Type.Function type = parser.functionType();
    draft.operands(operands, type.inputs()).results(type.results());
    draft.location(in.at("loc") ? parser.location() : null);
    return draft.build(false);
  }

  private void successors(Draft draft) {
    if (!in.accept("[")) {
      return;
    }
    do {
      Span at = in.span();
      draft.successor(new Successor(in.expect(Kind.LABEL, "a block").substring(1), at));
    } while (in.accept(","));
    in.expect("]");
  }

  Region region(List<Definition> arguments) {
    int start = in.offset();
    in.enter();
    in.expect("{");
    List<Block> blocks = new ArrayList<>();
    if (!in.at(Kind.LABEL) || !arguments.isEmpty()) {
      Span at = in.span();
      List<Operation> first = operations(false);
      if (!first.isEmpty() || !arguments.isEmpty() || !in.at("}")) {
        blocks.add(new Block("", arguments, first, at));
      }
    }
    while (in.at(Kind.LABEL)) {
      blocks.add(block());
    }
    in.expect("}");
    in.leave();
    return new Region(blocks, in.spanFrom(start));
  }

  private Block block() {
    Span at = in.span();
    String label = in.next().substring(1);
    List<Definition> arguments = new ArrayList<>();
    if (in.accept("(")) {
      while (!in.at(")")) {
        Name name = parser.value();
        in.expect(":");
        arguments.add(name.defines(parser.type()));
        if (in.at("loc")) {
          parser.location();
        }
        if (!in.accept(",")) {
          break;
        }
      }
      in.expect(")");
    }
    in.expect(":");
    return new Block(label, arguments, operations(false), at);
  }

  Region terminated(Region region, String terminator) {
    if (region.isEmpty()) {
      Block only =
          new Block("", List.of(), List.of(bare(terminator, region.span())), region.span());
      return new Region(List.of(only), region.span());
    }
    Block last = region.blocks().getLast();
    boolean isTerminated =
        !last.operations().isEmpty() && last.operations().getLast().is(terminator);
    if (isTerminated) {
      return region;
    }
    List<Operation> longer = new ArrayList<>(last.operations());
    longer.add(bare(terminator, region.span()));
    List<Block> blocks = new ArrayList<>(region.blocks());
    blocks.set(blocks.size() - 1, new Block(last.label(), last.arguments(), longer, last.span()));
    return new Region(blocks, region.span());
  }

  Region shortBody(String name, List<Type> types, boolean isLastFirst, Type result) {
    Span at = in.span();
    List<Definition> arguments = new ArrayList<>();
    List<Operation.Use> uses = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      arguments.add(new Definition("in" + i, 0, types.get(i), at));
      uses.add(new Operation.Use("in" + i, 0, types.get(i), at));
    }
    if (isLastFirst) {
      uses.addFirst(uses.removeLast());
    }
    Attribute.Dict none = Attribute.Dict.EMPTY;
    Definition made = new Definition("out", 0, result, at);
    Operation.Use yielded = new Operation.Use("out", 0, result, at);
    Operation only =
        new Operation(name, at, List.of(made), uses, List.of(), none, none, List.of(), null, true);
    Operation yield =
        new Operation(
            "linalg.yield",
            at,
            List.of(),
            List.of(yielded),
            List.of(),
            none,
            none,
            List.of(),
            null,
            true);
    return new Region(List.of(new Block("", arguments, List.of(only, yield), at)), at);
  }

  /// The last operation's results are what the region gives.
  Region yielding(Region region, String terminator) {
    boolean isOpen =
        region.blocks().size() == 1
            && !region.entry().operations().isEmpty()
            && !region.entry().operations().getLast().is(terminator);
    if (!isOpen) {
      return terminated(region, terminator);
    }
    Block block = region.entry();
    List<Operation> operations = new ArrayList<>(block.operations());
    Operation last = operations.removeLast();
    List<Definition> results = new ArrayList<>();
    for (Definition result : last.results()) {
      String name = result.name().isEmpty() ? "given" : result.name();
      int number = result.name().isEmpty() ? results.size() : result.number();
      results.add(new Definition(name, number, result.type(), result.span()));
    }
    operations.add(last.withResults(results));
    Attribute.Dict none = Attribute.Dict.EMPTY;
    List<Operation.Use> given =
        results.stream()
            .map(r -> new Operation.Use(r.name(), r.number(), r.type(), r.span()))
            .toList();
    operations.add(
        new Operation(
            terminator,
            last.span(),
            List.of(),
            given,
            List.of(),
            none,
            none,
            List.of(),
            null,
            true));
    Block closed = new Block(block.label(), block.arguments(), operations, block.span());
    return new Region(List.of(closed), region.span());
  }

  private static Operation bare(String name, Span at) {
    Attribute.Dict none = Attribute.Dict.EMPTY;
    return new Operation(
        name, at, List.of(), List.of(), List.of(), none, none, List.of(), null, true);
  }
}
