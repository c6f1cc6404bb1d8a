package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// One operation with letters for extents: `matmul | [b, m, k] [k, n] | |`.
///
/// The columns are the operation; its operands; its attributes as in TIR; what the elements are (a
/// [Elements]) and ranges of letters. A letter is 1 to 4 where no range is given; `a+2*b` is a sum
/// of products. `*s` stands for no to three axes, `~s` for an end of them with some axes of extent
/// 1. Operands are f64, `i1[…]`, `q8[…]`, or `ids:n[…]`, integers from 0 up to n.
public record Pattern(
    TensorOp op, List<String> operands, String attributes, Elements elements, List<String> ranges) {
  private static final int MOST = 4;

  /// One application with numbers for letters.
  ///
  /// @param bounds for each operand, what its integers lie below
  public record Case(Function function, List<Long> bounds, Elements elements) {}

  public static Pattern parse(String line) {
    String[] columns = line.split("\\|", -1);
    List<String> words = new ArrayList<>(List.of(columns[3].trim().split("\\s+")));
    words.removeIf(String::isEmpty);
    List<String> ranges = words.stream().filter(w -> w.contains("=")).toList();
    words.removeAll(ranges);
    Elements elements =
        words.isEmpty()
            ? Elements.APART
            : Elements.valueOf(words.getFirst().toUpperCase(Locale.ROOT));
    TensorOp op =
        (TensorOp) Objects.requireNonNull(Op.parse("tensor." + columns[0].trim()), columns[0]);
    List<String> operands = List.of(columns[1].trim().split("(?<=\\])\\s+"));
    return new Pattern(op, operands, columns[2].trim(), elements, ranges);
  }

  public Case with(Random random) {
    Letters letters = new Letters(random);
    for (String range : ranges) {
      letters.draw(range);
    }
    FunctionBuilder f = new FunctionBuilder("f");
    List<Value> params = new ArrayList<>();
    List<Long> bounds = new ArrayList<>();
    for (String operand : operands) {
      int bracket = operand.indexOf('[');
      String kind = operand.substring(0, bracket);
      String extents = operand.substring(bracket + 1, operand.length() - 1);
      long[] shape = letters.shape(extents).stream().mapToLong(Long::longValue).toArray();
      params.add(f.param(TensorType.of(element(kind), shape)));
      bounds.add(kind.startsWith("ids:") ? letters.number(kind.substring(4)) : 2L);
    }
    Attributes attrs = Texts.attributes(letters.replaced(attributes));
    Operation made = f.op(op, attrs, Span.NONE, params);
    f.op(CoreOp.RETURN, Attributes.NONE, Span.NONE, made.results());
    return new Case(
        f.finish(Value.types(made.results()), Attributes.NONE, Span.NONE), bounds, elements);
  }

  private static Scalar element(String kind) {
    return switch (kind) {
      case "" -> Scalar.F64;
      case "i1" -> Scalar.I1;
      case "q8" -> Scalar.Q8_0;
      default -> Scalar.I64;
    };
  }

  /// What letters stand for in one case.
  private static final class Letters {
    private final Random random;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, List<Long>> shapes = new HashMap<>();

    Letters(Random random) {
      this.random = random;
    }

    /// `n=2..5`.
    void draw(String range) {
      String[] parts = range.split("=|\\.\\.", -1);
      int low = Integer.parseInt(parts[1]);
      numbers.put(parts[0], (long) random.nextInt(low, Integer.parseInt(parts[2]) + 1));
    }

    List<Long> shape(String extents) {
      List<Long> shape = new ArrayList<>();
      for (String extent : extents.split(",", -1)) {
        String word = extent.trim();
        if (word.startsWith("*")) {
          shape.addAll(shapes.computeIfAbsent(word.substring(1), s -> anyShape()));
        } else if (word.startsWith("~")) {
          shape.addAll(broadcasting(Objects.requireNonNull(shapes.get(word.substring(1)))));
        } else if (!word.isEmpty()) {
          shape.add(number(word));
        }
      }
      return shape;
    }

    private List<Long> anyShape() {
      return random.ints(random.nextInt(4), 1, MOST + 1).mapToObj(i -> (long) i).toList();
    }

    private List<Long> broadcasting(List<Long> shape) {
      int from = random.nextInt(shape.size() + 1);
      return shape.subList(from, shape.size()).stream()
          .map(extent -> random.nextInt(3) == 0 ? 1L : extent)
          .toList();
    }

    long number(String sum) {
      long total = 0;
      for (String product : sum.split("\\+", -1)) {
        long value = 1;
        for (String factor : product.split("\\*", -1)) {
          value *= factor(factor.trim());
        }
        total += value;
      }
      return total;
    }

    private long factor(String word) {
      return Character.isDigit(word.charAt(0))
          ? Long.parseLong(word)
          : numbers.computeIfAbsent(word, w -> 1L + random.nextInt(MOST));
    }

    /// A text with `<a+b>` replaced.
    String replaced(String text) {
      return java.util.regex.Pattern.compile("<([^>]*)>")
          .matcher(text)
          .replaceAll(found -> Long.toString(number(found.group(1))));
    }
  }

  /// The operation with its attributes, for messages.
  @Override
  public String toString() {
    return op.row().name()
        + operands.stream().collect(Collectors.joining(", ", "(", ") "))
        + attributes;
  }
}
