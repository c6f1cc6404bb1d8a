package org.tosc.backends.machines.mlir.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineExpr.Operator;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.IntegerSet;
import org.tosc.backends.machines.mlir.syntax.Token.Kind;

/// Reads affine expressions, maps and sets.
///
/// ```text
/// map = dims symbols? '->' '(' expr, … ')'        dims = '(' name, … ')'   symbols = '[' name, … ']'
/// set = dims symbols? ':' '(' condition, … ')'    condition = expr ('==' | '>=' | '<=') expr
/// expr = term (('+' | '-') term)*    term = factor (('*' | 'mod' | 'floordiv' | 'ceildiv') factor)*
/// ```
final class AffineReader {
  private final Cursor in;

  AffineReader(Cursor in) {
    this.in = in;
  }

  /// A map or set behind `affine_map<` or `affine_set<`.
  AffineMap map() {
    Names names = space();
    in.expect("->");
    return new AffineMap(names.dims, names.symbols, list("(", ")", names));
  }

  IntegerSet set() {
    Names names = space();
    in.expect(":");
    List<IntegerSet.Condition> conditions = new ArrayList<>();
    in.expect("(");
    while (!in.at(")")) {
      conditions.add(condition(names));
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(")");
    return new IntegerSet(names.dims, names.symbols, conditions);
  }

  /// Expressions, with what each operand stands for.
  List<AffineExpr> list(String open, String close, Function<String, AffineExpr> names) {
    List<AffineExpr> all = new ArrayList<>();
    in.expect(open);
    while (!in.at(close)) {
      all.add(expression(names));
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(close);
    return all;
  }

  private Names space() {
    Names names = new Names();
    names.read("(", ")", true);
    if (in.at("[")) {
      names.read("[", "]", false);
    }
    return names;
  }

  private IntegerSet.Condition condition(Names names) {
    AffineExpr left = expression(names);
    String relation = in.next();
    in.expect("=");
    AffineExpr right = expression(names);
    return switch (relation) {
      case "=" -> new IntegerSet.Condition(difference(left, right), true);
      case ">" -> new IntegerSet.Condition(difference(left, right), false);
      case "<" -> new IntegerSet.Condition(difference(right, left), false);
      default -> throw in.fail("`==`, `>=` or `<=` is expected, not `" + relation + "`");
    };
  }

  private static AffineExpr difference(AffineExpr left, AffineExpr right) {
    return right instanceof AffineExpr.Constant(long value) && value == 0
        ? left
        : new AffineExpr.Binary(Operator.ADD, left, negative(right));
  }

  private static AffineExpr negative(AffineExpr of) {
    return of instanceof AffineExpr.Constant(long value)
        ? new AffineExpr.Constant(-value)
        : new AffineExpr.Binary(Operator.MULTIPLY, of, new AffineExpr.Constant(-1));
  }

  AffineExpr expression(Function<String, AffineExpr> names) {
    in.enter();
    AffineExpr sum = term(names);
    int length = 0;
    while (in.at("+") || in.at("-")) {
      boolean isMinus = in.next().equals("-");
      AffineExpr next = term(names);
      sum = new AffineExpr.Binary(Operator.ADD, sum, isMinus ? negative(next) : next);
      check(++length);
    }
    in.leave();
    return sum;
  }

  /// Sums and products nest to the left, so their length is a depth.
  private void check(int length) {
    if (length > 200) {
      throw in.fail("an affine expression has up to 200 terms");
    }
  }

  private AffineExpr term(Function<String, AffineExpr> names) {
    AffineExpr product = factor(names);
    int length = 0;
    while (true) {
      Operator operator =
          switch (in.peek()) {
            case "*" -> Operator.MULTIPLY;
            case "mod" -> Operator.MOD;
            case "floordiv" -> Operator.FLOOR_DIVIDE;
            case "ceildiv" -> Operator.CEIL_DIVIDE;
            default -> null;
          };
      if (operator == null) {
        return product;
      }
      in.next();
      product = new AffineExpr.Binary(operator, product, factor(names));
      check(++length);
    }
  }

  private AffineExpr factor(Function<String, AffineExpr> names) {
    in.enter();
    AffineExpr read = primary(names);
    in.leave();
    return read;
  }

  private AffineExpr primary(Function<String, AffineExpr> names) {
    if (in.accept("-")) {
      return negative(factor(names));
    }
    if (in.accept("(")) {
      AffineExpr inner = expression(names);
      in.expect(")");
      return inner;
    }
    if (in.atInteger()) {
      return new AffineExpr.Constant(Numbers.integer(in, false));
    }
    if (in.at("symbol") || in.at(Kind.WORD) || in.atValue()) {
      return names.apply(in.peek());
    }
    throw in.fail("a number or a name of a dimension is expected, not " + in.found());
  }

  /// What dimensions and symbols are called.
  private final class Names implements Function<String, AffineExpr> {
    private final Map<String, AffineExpr> known = new HashMap<>();
    private int dims;
    private int symbols;

    void read(String open, String close, boolean areDims) {
      in.expect(open);
      while (!in.at(close)) {
        String name = in.word("a name");
        known.put(name, areDims ? new AffineExpr.Dim(dims++) : new AffineExpr.Symbol(symbols++));
        if (!in.accept(",")) {
          break;
        }
      }
      in.expect(close);
    }

    @Override
    public AffineExpr apply(String name) {
      AffineExpr found = known.get(name);
      if (found == null) {
        throw in.fail("the map has no dimension or symbol `" + name + "`");
      }
      in.next();
      return found;
    }
  }
}
