package org.tosc.driver.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.train.Examples;
import org.tosc.models.train.JsonLines;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.Csv;
import org.tosc.rt.tensor.file.Npz;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// What `train m on data` takes as data.
///
/// | data | inputs and targets |
/// |---|---|
/// | a list of two tensors | the two: one example for each place of the first axis |
/// | a dict with `x` and `y` | the two tensors |
/// | a list of pairs | each pair an example: numbers, lists of numbers or tensors |
/// | a `.csv` file | each row an example: the last column is the target |
/// | a `.jsonl` file | each line an example: `{"x": [0, 1], "y": 1}` or `[[0, 1], 1]` |
/// | an `.npz` file | the arrays `x` and `y`, or else the first two |
final class TrainingData {
  private TrainingData() {}

  static Examples of(@Nullable Object data) {
    try {
      return switch (data) {
        case Text path -> file(path.toString());
        case ListValue list when isTensors(list) ->
            new Examples((Tensor) item(list, 0), (Tensor) item(list, 1));
        case ListValue list -> pairs(list);
        case DictValue dict -> new Examples(named(dict, "x"), named(dict, "y"));
        case null -> throw Errors.argument("`train` needs data: write `train m on data`");
        default ->
            throw Errors.type(
                "`train` takes lists, dicts of tensors and files as data, found "
                    + Kind.withArticle(data));
      };
    } catch (IllegalArgumentException wrong) {
      throw Errors.value(String.valueOf(wrong.getMessage()));
    }
  }

  private static Object item(ListValue list, int i) {
    Object item = list.get(i);
    if (item == null) {
      throw Errors.value("element " + i + " of the data is nil");
    }
    return item;
  }

  private static boolean isTensors(ListValue list) {
    return list.size() == 2
        && list.get(0) instanceof Tensor x
        && list.get(1) instanceof Tensor y
        && x.rank() > 0
        && y.rank() > 0;
  }

  private static Tensor named(DictValue dict, String key) {
    if (dict.getOr(Text.of(key), null) instanceof Tensor tensor) {
      return tensor;
    }
    throw Errors.value("a dict of data has the tensors `x` and `y`");
  }

  private static Examples pairs(ListValue list) {
    Examples.Side inputs = new Examples.Side();
    Examples.Side targets = new Examples.Side();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof ListValue pair) || pair.size() != 2) {
        throw Errors.value(
            "a list of data has pairs of an input and a target; element "
                + i
                + " is "
                + Kind.withArticle(list.get(i)));
      }
      add(inputs, item(pair, 0));
      add(targets, item(pair, 1));
    }
    return new Examples(inputs.inputs(), targets.targets());
  }

  private static void add(Examples.Side side, Object value) {
    switch (value) {
      case Tensor t -> side.add(t.shape(), t.toDoubles(), t.dtype().isInteger());
      case Long whole -> side.add(new long[0], new double[] {whole}, true);
      case Double number -> side.add(new long[0], new double[] {number}, false);
      case Boolean truth -> side.add(new long[0], new double[] {truth ? 1 : 0}, true);
      case ListValue list -> {
        Tensor t = Tensor.of(nested(list), null);
        side.add(t.shape(), t.toDoubles(), areWhole(list));
      }
      default -> throw Errors.value("an example has numbers, found " + Kind.withArticle(value));
    }
  }

  private static List<?> nested(ListValue list) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object item = item(list, i);
      all.add(item instanceof ListValue inner ? nested(inner) : item);
    }
    return all;
  }

  private static boolean areWhole(ListValue list) {
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      boolean isWhole = item instanceof ListValue inner ? areWhole(inner) : item instanceof Long;
      if (!isWhole) {
        return false;
      }
    }
    return true;
  }

  private static Examples file(String path) {
    Path file = Session.current().resolve(path);
    String name = path.toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".csv")) {
        return Examples.ofTable(Csv.read(file, DType.F64));
      }
      if (name.endsWith(".jsonl")) {
        return JsonLines.read(file);
      }
      if (name.endsWith(".npz")) {
        return arrays(Npz.read(file));
      }
    } catch (TensorFileFault fault) {
      throw fault(path, fault);
    }
    throw Errors.value("`train` reads .csv, .jsonl and .npz files, found " + Show.quote(path));
  }

  private static Examples arrays(Map<String, Tensor> arrays) {
    List<Tensor> all = List.copyOf(arrays.values());
    if (all.size() < 2) {
      throw Errors.value("a file of examples has two arrays, `x` and `y`");
    }
    Tensor x = arrays.get("x");
    Tensor y = arrays.get("y");
    return x == null || y == null ? new Examples(all.get(0), all.get(1)) : new Examples(x, y);
  }

  static RuntimeException fault(String path, TensorFileFault fault) {
    String at = fault.offset() == 0 ? "" : ", byte " + fault.offset();
    return Errors.of(
        ErrorKind.LOAD, "cannot load " + Show.quote(path) + at + ": " + fault.reason());
  }
}
