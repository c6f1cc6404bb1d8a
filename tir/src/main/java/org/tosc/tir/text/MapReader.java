package org.tosc.tir.text;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;

/// Reads affine maps: `(d0, d1) -> (d0 + 2*d1 - 3, 0)`.
///
/// ```text
/// map  = "(" [ "d0" { "," "d1" … } ] ")" "->" "(" [ sum { "," sum } ] ")"
/// sum  = [ "-" ] term { ("+" | "-") term }
/// term = number | dim | number "*" dim
/// ```
final class MapReader {
  private final Scanner in;

  MapReader(Scanner in) {
    this.in = in;
  }

  AffineMap map() throws Scanner.Fault {
    in.expect("(");
    int dims = 0;
    while (!in.accept(")")) {
      if (dims > 0) {
        in.expect(",");
      }
      in.expect("d" + dims++);
    }
    in.expect("->");
    in.expect("(");
    List<AffineExpr> results = new ArrayList<>();
    while (!in.accept(")")) {
      if (!results.isEmpty()) {
        in.expect(",");
      }
      results.add(sum(dims));
    }
    return new AffineMap(dims, results);
  }

  private AffineExpr sum(int dims) throws Scanner.Fault {
    AffineExpr sum = term(AffineExpr.of(dims, 0), in.accept("-"));
    while (true) {
      if (in.accept("+")) {
        sum = term(sum, false);
      } else if (in.accept("-")) {
        sum = term(sum, true);
      } else {
        return sum;
      }
    }
  }

  private AffineExpr term(AffineExpr sum, boolean negative) throws Scanner.Fault {
    int start = in.offset();
    String word = in.word("a number or a dimension such as d0");
    if (!Character.isDigit(word.charAt(0))) {
      return sum.plus(dim(word, start, sum), negative ? -1 : 1);
    }
    long number = number(word, negative, start);
    if (!in.accept("*")) {
      return sum.plus(number);
    }
    int at = in.offset();
    return sum.plus(dim(in.word("a dimension such as d0"), at, sum), number);
  }

  private int dim(String word, int start, AffineExpr sum) throws Scanner.Fault {
    int dims = sum.coefficients().size();
    for (int i = 0; i < dims; i++) {
      if (word.equals("d" + i)) {
        return i;
      }
    }
    throw in.faultAt(start, "expected one of the " + dims + " dimensions, found `" + word + "`");
  }

  private long number(String digits, boolean negative, int start) throws Scanner.Fault {
    try {
      return Long.parseLong((negative ? "-" : "") + digits);
    } catch (NumberFormatException tooLong) {
      throw in.faultAt(start, "expected a number of 64 bits, found `" + digits + "`");
    }
  }
}
