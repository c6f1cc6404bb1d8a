package org.tosc.rt.ops;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.Csv;
import org.tosc.rt.tensor.file.Npy;
import org.tosc.rt.tensor.file.Npz;
import org.tosc.rt.tensor.file.Png;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Text;

/// `load` and `save` of tensors in files: `.npy`, `.npz` (read, a dict of tensors), `.csv`, and
/// `.png` (written). Relative paths start at the session's directory.
///
/// Pseudocode takes what the file holds; dtypes that it has no name for are widened. Neuro-Lang
/// says what it expects, and a file that holds something else raises `DTypeError` or `ShapeError`.
final class TensorFiles {
  private static final String NPY = ".npy";
  private static final String NPZ = ".npz";
  private static final String CSV = ".csv";

  /// What writes tensors under names that end so.
  private static final Map<String, Writer> WRITERS =
      Map.of(NPY, Npy::write, CSV, Csv::write, ".png", Png::write);

  private interface Writer {
    void write(Path path, Tensor tensor) throws IOException;
  }

  private TensorFiles() {}

  static Object load(@Nullable Object path) {
    String name = string(path);
    return switch (ending(name)) {
      case NPY -> named(read(name, Npy::read));
      case CSV -> read(name, file -> Csv.read(file, DType.F32));
      case NPZ -> {
        DictValue arrays = new DictValue();
        read(name, Npz::read).forEach((key, t) -> arrays.put(Text.of(key), named(t)));
        yield arrays;
      }
      default -> loadModel(path);
    };
  }

  /// A tensor in an element type that Pseudocode has a name for.
  private static Tensor named(Tensor tensor) {
    return switch (tensor.dtype()) {
      case U16 -> cast(tensor, DType.I32);
      case U32 -> cast(tensor, DType.I64);
      case U64 -> signed(tensor);
      case F64,
          F32,
          F16,
          BF16,
          F8E4M3,
          F8E5M2,
          NVFP4,
          I64,
          I32,
          I16,
          I8,
          I4,
          U8,
          BOOL,
          Q8_0,
          Q4_0 ->
          tensor;
    };
  }

  private static Tensor signed(Tensor tensor) {
    long[] cells = tensor.toLongs();
    if (Arrays.stream(cells).anyMatch(x -> x < 0)) {
      throw Errors.overflow("a `u64` of the file does not fit in i64");
    }
    return Tensor.ofLongs(DType.I64, tensor.shape(), cells);
  }

  private static Tensor cast(Tensor tensor, DType dtype) {
    Object[] operands = {tensor};
    return (Tensor) Objects.requireNonNull(Tensors.apply("cast", operands, Map.of("dtype", dtype)));
  }

  /// The tensor of a file, which must have this dtype and these extents; -1 is any extent.
  static Object load(@Nullable Object path, @Nullable Object dtype, @Nullable Object shape) {
    String name = string(path);
    if (!ending(name).equals(NPY)) {
      throw Errors.unavailable(
          "`load` of " + Show.quote(name) + " as a tensor is not available: it reads `.npy`");
    }
    Tensor tensor = read(name, Npy::read);
    DType wanted = DType.parse(string(dtype));
    if (tensor.dtype() != wanted) {
      throw Errors.of(
          ErrorKind.DTYPE,
          Show.quote(name) + " holds " + tensor.dtype().text() + ", expected " + wanted.text());
    }
    long[] extents = Tensors.longs(shape, "a shape");
    if (!fits(tensor.shape(), extents)) {
      throw Errors.of(
          ErrorKind.SHAPE,
          Show.quote(name)
              + " holds a tensor of shape "
              + text(tensor.shape())
              + ", expected "
              + text(extents));
    }
    return tensor;
  }

  private static boolean fits(long[] found, long[] expected) {
    boolean fits = found.length == expected.length;
    for (int axis = 0; fits && axis < found.length; axis++) {
      fits = expected[axis] < 0 || expected[axis] == found[axis];
    }
    return fits;
  }

  private static String text(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(n -> n < 0 ? "?" : Long.toString(n))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static <T> T read(String path, Function<Path, T> reader) {
    Session session = Session.current();
    session.require(Permission.FS_READ, "load(" + Show.quote(path) + ")");
    try {
      return reader.apply(session.resolve(path));
    } catch (TensorFileFault fault) {
      throw Errors.of(
          ErrorKind.LOAD,
          "cannot load "
              + Show.quote(path)
              + (fault.offset() == 0 ? "" : ", byte " + fault.offset())
              + ": "
              + fault.reason());
    }
  }

  /// A model.
  static Object loadModel(@Nullable Object path) {
    String name = string(path);
    Session.current().require(Permission.READ_MODEL, "load(" + Show.quote(name) + ")");
    if (ending(name).equals(NPY)) {
      throw Errors.of(ErrorKind.LOAD, Show.quote(name) + " holds a tensor, a model is needed");
    }
    return Session.current().models().load(name);
  }

  /// How a path ends, from its last dot on: `.npy`.
  private static String ending(String path) {
    return path.substring(Math.max(path.lastIndexOf('.'), 0)).toLowerCase(Locale.ROOT);
  }

  /// Saves a tensor. Dtypes that `.npy` files lack are written as the next wider one.
  static @Nullable Object save(@Nullable Object value, @Nullable Object path) {
    Session session = Session.current();
    String name = string(path);
    Writer writer = WRITERS.get(ending(name));
    session.require(
        writer == null ? Permission.WRITE_MODEL : Permission.FS_WRITE,
        "save(" + Show.quote(name) + ")");
    if (!(value instanceof Tensor tensor)) {
      throw Errors.type(
          "`save` takes a tensor, a model or a dict of tensors, found " + Kind.withArticle(value));
    }
    if (writer == null) {
      throw Errors.unavailable(
          "`save` of a tensor to "
              + Show.quote(name)
              + " is not available: it writes .npy, .csv and .png");
    }
    try {
      writer.write(session.resolve(name), tensor);
      return null;
    } catch (IOException e) {
      throw Errors.io("cannot save " + Show.quote(name) + ": " + FileReason.ofWriting(e));
    }
  }

  /// The same where what is loaded again must be what was saved.
  static @Nullable Object saveExactly(@Nullable Object value, @Nullable Object path) {
    if (value instanceof Tensor tensor
        && ending(string(path)).equals(NPY)
        && !Npy.holds(tensor.dtype())) {
      throw Errors.of(
          ErrorKind.DTYPE, "a `.npy` file does not hold elements of " + tensor.dtype().text());
    }
    return save(value, path);
  }

  private static String string(@Nullable Object path) {
    if (path instanceof Text text) {
      return text.toString();
    }
    throw Errors.type("a path is a string, found " + Kind.withArticle(path));
  }
}
