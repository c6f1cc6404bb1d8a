package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;

/// Makes launched kernels of Neuro-Lang that compute indexes in every way that proofs of bounds
/// know about, and some that they do not: conditions, loops, assignments, clamps, divisions, helper
/// functions. Numbers are small, so that indexes are often just inside or just outside.
final class BoundsMaker {
  private static final int DEPTH = 3;

  private final Choices c;
  private final StringBuilder text = new StringBuilder();
  private final List<String> fixed = new ArrayList<>();
  private final List<String> changing = new ArrayList<>();
  private int names;
  private int loops;

  BoundsMaker(Choices choices) {
    this.c = choices;
  }

  /// A program: one kernel, a helper, one or two launches.
  String program() {
    text.append("fn put(x: View_mut<[?], i32>, at: i64) {\n");
    fixed.addAll(List.of("at", "x.dim(0) as i64"));
    statements(1, 2);
    clear();
    text.append(
        "}\n@kernel\nfn k(x: View_mut<[?], i32>, y: View_mut<[?, ?], i32>, a: i64, b: i64) {\n");
    text.append("    let i = program_id(0) as i64;\n    let n = num_programs(0) as i64;\n");
    fixed.addAll(List.of("a", "b", "i", "n", "x.dim(0) as i64", "y.dim(0) as i64"));
    fixed.add("y.dim(1) as i64");
    statements(0, 5);
    text.append("}\nfn main() {\n");
    text.append("    let sizes = Tensor::from_list([")
        .append("%d, %d, %d".formatted(c.below(9), c.below(9) - 4, 1 + c.below(4)))
        .append("], i64);\n    let v = sizes.view();\n");
    int launches = 1 + c.below(2);
    for (int l = 0; l < launches; l++) {
      launch(l);
    }
    return text.append("}\n").toString();
  }

  private void clear() {
    fixed.clear();
    changing.clear();
  }

  private void launch(int number) {
    String x = c.rarely(3) ? "v[0]" : Integer.toString(1 + c.below(9));
    String y = c.rarely(3) ? "v[2]" : Integer.toString(1 + c.below(5));
    String grid =
        switch (c.below(5)) {
          case 0 -> x;
          case 1 -> "ceil_div(" + x + ", 2)";
          case 2 -> y;
          case 3 -> x + " / 2";
          default -> Integer.toString(1 + c.below(6));
        };
    text.append("    var x%d = Tensor::zeros([%s], i32);\n".formatted(number, x));
    text.append(
        "    var y%d = Tensor::zeros([%s, %d], i32);\n".formatted(number, y, 1 + c.below(6)));
    text.append(
        "    k[grid(%s)](x%d.view_mut(), y%d.view_mut(), %s, v[1]);\n"
            .formatted(grid, number, number, c.coin() ? "v[0]" : Integer.toString(c.below(9))));
    text.append("    print(x%d, y%d);\n".formatted(number, number));
  }

  private void line(int depth, String line) {
    text.append("    ".repeat(depth + 1)).append(line).append('\n');
  }

  private void statements(int depth, int most) {
    int count = 1 + c.below(most);
    int fixedBefore = fixed.size();
    int changingBefore = changing.size();
    for (int s = 0; s < count; s++) {
      statement(depth);
    }
    access(depth);
    fixed.subList(fixedBefore, fixed.size()).clear();
    changing.subList(changingBefore, changing.size()).clear();
  }

  private void statement(int depth) {
    boolean nests = depth < DEPTH;
    switch (c.below(9)) {
      case 0 -> {
        String name = "f" + names++;
        line(depth, "let " + name + " = " + number(2) + ";");
        fixed.add(name);
      }
      case 1 -> {
        String name = "m" + names++;
        line(depth, "var " + name + " = " + number(2) + ";");
        changing.add(name);
      }
      case 2, 3 -> {
        if (changing.isEmpty()) {
          access(depth);
        } else {
          String name = changing.get(c.below(changing.size()));
          String[] ways = {" += ", " -= ", " = "};
          int way = c.below(3);
          line(
              depth,
              name + ways[way] + (way == 2 ? number(2) : c.rarely(4) ? number(1) : "1") + ";");
        }
      }
      case 4 -> {
        if (nests) {
          line(depth, "if " + condition(2) + " {");
          statements(depth + 1, 2);
          if (c.rarely(3)) {
            line(depth + 1, leaving());
          }
          if (c.coin()) {
            line(depth, "} else {");
            statements(depth + 1, 2);
          }
          line(depth, "}");
        }
      }
      case 5, 6 -> {
        if (nests) {
          String name = "j" + names++;
          line(depth, "for " + name + " in " + range() + " {");
          line(depth + 1, "let " + name + " = " + name + " as i64;");
          loop(depth, name);
        }
      }
      case 7 -> {
        if (nests && !changing.isEmpty()) {
          String name = changing.get(c.below(changing.size()));
          String fuel = "t" + names++;
          line(depth, "var " + fuel + " = 0;");
          String[] signs = {" < ", " <= ", " > ", " >= ", " != "};
          line(depth, "while " + name + signs[c.below(5)] + number(1) + " && " + fuel + " < 6 {");
          line(depth + 1, fuel + " += 1;");
          if (c.coin()) {
            access(depth + 1);
          }
          line(depth + 1, name + (c.rarely(3) ? " -= " : " += ") + (1 + c.below(2)) + ";");
          loop(depth, fuel);
        }
      }
      default -> access(depth);
    }
  }

  private void loop(int depth, String name) {
    loops++;
    fixed.add(name);
    statements(depth + 1, 2);
    fixed.remove(name);
    loops--;
    line(depth, "}");
  }

  private String leaving() {
    return loops == 0 ? "return;" : new String[] {"break;", "continue;", "return;"}[c.below(3)];
  }

  private String range() {
    String from = c.coin() ? "0i64" : number(1);
    String to = number(1);
    return from + (c.rarely(4) ? "..=" : "..") + "min(" + to + ", " + from + " + 6)";
  }

  /// An access, most of them under a condition that keeps them inside, or nearly.
  private void access(int depth) {
    String at = "p" + names++;
    line(depth, "let " + at + " = " + number(3) + ";");
    boolean inHelper = text.indexOf("@kernel") < 0;
    int form = inHelper ? 0 : c.below(8);
    if (c.below(5) == 0) {
      line(depth, access(form, at));
      return;
    }
    String extent = form == 3 || form == 4 || form == 6 ? "y.dim(0) as i64" : "x.dim(0) as i64";
    String below = c.rarely(8) ? " <= " : " < ";
    String condition = at + " >= 0 && " + at + below + extent;
    if (c.rarely(8)) {
      condition = at + below + extent + (c.coin() ? "" : " && " + condition(1));
    }
    line(depth, "if " + condition + " { " + access(form, at) + " }");
  }

  private String access(int form, String at) {
    String second =
        c.rarely(6) ? number(2) : "max(0i64, min(" + number(2) + ", y.dim(1) as i64 - 1))";
    return switch (form) {
      case 0, 1, 2 -> "x[" + at + "] += 1;";
      case 3 -> "y[" + at + ", " + second + "] += 1;";
      case 4 -> "let w = " + second + "; if w >= 0 { y[" + at + ", w] = x[" + at + " / 2]; }";
      case 5 -> {
        String half = c.coin() ? at : at + " / 2";
        yield "store(x, [" + half + "], load(x, [" + half + "], shape = [2], pad = 0));";
      }
      case 6 -> "store(y, [" + at + " / 2, " + second + " / 3], full([2, 3], 1, i32));";
      default ->
          c.rarely(3)
              ? "store(x, [" + at + " / 3], load(x, [" + at + " / 3], shape = [3]));"
              : "put(x, " + at + ");";
    };
  }

  private String number(int depth) {
    if (depth == 0 || c.rarely(4)) {
      int from = c.below(8);
      if (from < 5 || changing.isEmpty()) {
        return from == 0 ? (c.below(12) - 2) + "i64" : "(" + fixed.get(c.below(fixed.size())) + ")";
      }
      return changing.get(c.below(changing.size()));
    }
    String a = number(depth - 1);
    String small = Integer.toString(1 + c.below(4));
    return switch (c.below(14)) {
      case 0, 1 -> "(" + a + " + " + small + ")";
      case 2, 3 -> "(" + a + " - " + small + ")";
      case 4 -> "(" + a + " + " + number(depth - 1) + ")";
      case 5 -> "(" + a + " - " + number(depth - 1) + ")";
      case 6 -> "(" + a + " * " + small + ")";
      case 7 -> "(" + a + " / " + small + ")";
      case 8 -> "(" + a + " % " + small + ")";
      case 9 -> "min(" + a + ", " + number(depth - 1) + ")";
      case 10 -> "max(" + a + ", " + number(depth - 1) + ")";
      case 11 -> "abs(" + a + ")";
      case 12 -> "where(" + condition(1) + ", " + a + ", " + number(depth - 1) + ")";
      default -> c.coin() ? "(" + a + " >> 1)" : "(" + a + " & " + small + ")";
    };
  }

  private String condition(int depth) {
    if (depth > 1 && c.rarely(3)) {
      String[] joins = {" && ", " || "};
      return "(" + condition(1) + joins[c.below(2)] + condition(1) + ")";
    }
    if (c.rarely(6)) {
      return "!(" + condition(1) + ")";
    }
    String[] signs = {" < ", " <= ", " > ", " >= ", " == ", " != "};
    return number(1) + signs[c.below(6)] + number(1);
  }
}
