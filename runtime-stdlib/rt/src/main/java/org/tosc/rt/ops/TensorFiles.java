package org.tosc.rt.ops;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.Npy;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.Text;

/// `load` and `save` of tensors in `.npy` files. Relative paths start at the session's directory.
///
/// Pseudocode takes what the file holds; dtypes that it has no name for are widened. Neuro-Lang
/// says what it expects, and a file that holds something else raises `DTypeError` or `ShapeError`.
final class TensorFiles {
  private static final String NPY = ".npy";
  private static final List<String> TENSORS = List.of(NPY, ".npz", ".csv", ".png");

  private TensorFiles() {}

  static Object load(@Nullable Object path) {
    String name = string(path);
    if (!isNpy(name)) {
      return loadModel(path);
    }
    Tensor tensor = read(name);
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

  private static Object signed(Tensor tensor) {
    long[] cells = tensor.toLongs();
    if (Arrays.stream(cells).anyMatch(x -> x < 0)) {
      throw Errors.overflow("a `u64` of the file does not fit in i64");
    }
    return Tensor.ofLongs(DType.I64, tensor.shape(), cells);
  }

  private static Object cast(Tensor tensor, DType dtype) {
    return Objects.requireNonNull(
        Tensors.apply("cast", new Object[] {tensor}, Map.of("dtype", dtype)));
  }

  /// The tensor of a file, which must have this dtype and these extents; -1 is any extent.
  static Object load(@Nullable Object path, @Nullable Object dtype, @Nullable Object shape) {
    String name = string(path);
    Tensor tensor = read(name);
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

  private static Tensor read(String path) {
    Session session = Session.current();
    boolean isNpy = isNpy(path);
    session.require(
        isNpy ? Permission.FS_READ : Permission.READ_MODEL, "load(" + Show.quote(path) + ")");
    if (!isNpy) {
      throw unavailable(path);
    }
    try {
      return Npy.read(session.resolve(path));
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

  private static GuestError unavailable(String path) {
    return Errors.unavailable(
        "`load` of " + Show.quote(path) + " is not available in this version: it reads `.npy`");
  }

  /// A model.
  static Object loadModel(@Nullable Object path) {
    String name = string(path);
    Session.current().require(Permission.READ_MODEL, "load(" + Show.quote(name) + ")");
    if (isNpy(name)) {
      throw Errors.of(ErrorKind.LOAD, Show.quote(name) + " holds a tensor, a model is needed");
    }
    return Session.current().models().load(name);
  }

  /// Whether it is a tensor that is saved under such a name; otherwise it is a model.
  private static boolean holdsTensors(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return TENSORS.stream().anyMatch(name::endsWith);
  }

  private static boolean isNpy(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(NPY);
  }

  /// Saves a tensor; dtypes that `.npy` files lack are written as the next wider one.
  static @Nullable Object save(@Nullable Object value, @Nullable Object path) {
    Session session = Session.current();
    String name = string(path);
    session.require(
        holdsTensors(name) ? Permission.FS_WRITE : Permission.WRITE_MODEL,
        "save(" + Show.quote(name) + ")");
    if (!(value instanceof Tensor tensor)) {
      throw Errors.type(
          "`save` takes a tensor, a model or a dict of tensors, found " + Kind.withArticle(value));
    }
    if (!isNpy(name)) {
      throw Errors.unavailable(
          "`save` to " + Show.quote(name) + " is not available in this version: it writes `.npy`");
    }
    try {
      Npy.write(session.resolve(name), tensor);
      return null;
    } catch (IOException e) {
      throw Errors.io("cannot save " + Show.quote(name) + ": " + reason(e));
    }
  }

  /// The same where what is loaded again must be what was saved.
  static @Nullable Object saveExactly(@Nullable Object value, @Nullable Object path) {
    if (value instanceof Tensor tensor && !Npy.holds(tensor.dtype())) {
      throw Errors.of(
          ErrorKind.DTYPE, "a `.npy` file does not hold elements of " + tensor.dtype().text());
    }
    return save(value, path);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such directory";
      case AccessDeniedException _ -> "access is denied";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  private static String string(@Nullable Object path) {
    if (path instanceof Text text) {
      return text.toString();
    }
    throw Errors.type("a path is a string, found " + Kind.withArticle(path));
  }
}
