package org.tosc.serve.api;

import java.util.ArrayList;
import java.util.List;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.json.Json;

/// Tensors as JSON: nested lists, or `{"shape": [2, 2], "dtype": "f32", "data": [1, 2, 3, 4]}` with
/// the elements in row-major order.
final class TensorJson {
  private static final String NESTED = "nested lists of numbers, all of a level of one length";

  private final List<Long> shape = new ArrayList<>();
  private final List<Double> data = new ArrayList<>();

  private TensorJson() {}

  static Tensor read(Json json) throws HttpFault {
    if (json instanceof Json.Obj object) {
      return flat(new Body(object));
    }
    TensorJson reader = new TensorJson();
    for (Json level = json; level instanceof Json.Arr(var items); ) {
      reader.shape.add((long) items.size());
      if (items.isEmpty()) {
        break;
      }
      level = items.getFirst();
    }
    reader.nested(json, 0);
    return reader.tensor(DType.F32);
  }

  /// Levels are as deep as the JSON may be.
  private void nested(Json json, int level) throws HttpFault {
    if (level == shape.size()) {
      data.add(number(json));
      return;
    }
    if (!(json instanceof Json.Arr(var items)) || items.size() != shape.get(level)) {
      throw Body.wrong("input", NESTED);
    }
    for (Json item : items) {
      nested(item, level + 1);
    }
  }

  private static double number(Json json) throws HttpFault {
    if (json instanceof Json.Whole(var whole)) {
      return whole;
    }
    if (json instanceof Json.Num(var number)) {
      return number;
    }
    throw Body.wrong("input", NESTED);
  }

  private static Tensor flat(Body body) throws HttpFault {
    String name = body.text("dtype");
    DType dtype = name == null ? DType.F32 : DType.find(name);
    if (dtype == null || dtype.isBlock()) {
      throw Body.wrong("dtype", "the name of an element type, such as f32");
    }
    TensorJson reader = new TensorJson();
    if (!(body.get("data") instanceof Json.Arr(var items))) {
      throw Body.wrong("data", "a list of numbers");
    }
    for (Json item : items) {
      reader.data.add(number(item));
    }
    if (!(body.get("shape") instanceof Json.Arr(var extents))) {
      throw Body.wrong("shape", "a list of whole numbers");
    }
    long left = reader.data.size();
    for (Json extent : extents) {
      if (!(extent instanceof Json.Whole(var size)) || size < 0) {
        throw Body.wrong("shape", "a list of whole numbers");
      }
      reader.shape.add(size);
      // By division, which no number of theirs overflows.
      left = size == 0 || left % size != 0 ? 0 : left / size;
    }
    boolean isEmpty = reader.shape.contains(0L);
    if (isEmpty ? !reader.data.isEmpty() : left != 1) {
      throw Body.wrong("data", "as many numbers as `shape` says");
    }
    return reader.tensor(dtype);
  }

  private Tensor tensor(DType dtype) {
    long[] extents = shape.stream().mapToLong(Long::longValue).toArray();
    double[] numbers = data.stream().mapToDouble(Double::doubleValue).toArray();
    return Tensor.ofDoubles(dtype, extents, numbers);
  }

  static Json write(Tensor tensor, boolean isFlat) {
    double[] numbers = tensor.toDoubles();
    if (!isFlat) {
      return new Writer(tensor.shape(), numbers).level(0);
    }
    List<Json> extents = new ArrayList<>();
    for (long extent : tensor.shape()) {
      extents.add(Json.of(extent));
    }
    List<Json> items = new ArrayList<>();
    for (double number : numbers) {
      items.add(Json.of(number));
    }
    return Json.object(
        "shape", Json.array(extents),
        "dtype", Json.of(tensor.dtype().text()),
        "data", Json.array(items));
  }

  /// Numbers in the order in which levels have them.
  private static final class Writer {
    private final long[] shape;
    private final double[] numbers;
    private int at;

    Writer(long[] shape, double[] numbers) {
      this.shape = shape;
      this.numbers = numbers;
    }

    Json level(int level) {
      if (level == shape.length) {
        return Json.of(numbers[at++]);
      }
      List<Json> items = new ArrayList<>();
      for (long i = 0; i < shape[level]; i++) {
        items.add(level(level + 1));
      }
      return Json.array(items);
    }
  }
}
