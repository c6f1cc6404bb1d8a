package org.tosc.rt.tensor.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Kernels;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// NumPy's `.npy` files: versions 1 to 3, both element orders, both byte orders. What is written is
/// version 1, little-endian, in C order; dtypes that NumPy lacks are written as the next wider one.
///
/// Source: NumPy Enhancement Proposal 1 and `numpy/lib/format.py`.
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int MAX_HEADER = 1 << 20;

  private Npy() {}

  /// Reads a file.
  public static Tensor read(Path path) {
    String name = path.toString();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return read(name, in, Files.size(path));
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }

  /// Reads an array of `length` bytes, which `name` stands for in messages.
  static Tensor read(String name, InputStream in, long length) {
    ByteSource source = new ByteSource(name, in, length);
    byte[] magic = source.bytes(MAGIC.length, "the magic number");
    if (!Arrays.equals(magic, MAGIC)) {
      throw new TensorFileFault(name, 0, "this is no .npy file: it does not begin with \\x93NUMPY");
    }
    int major = source.bytes(2, "the version")[0];
    if (major < 1 || major > 3) {
      throw new TensorFileFault(name, 6, "version " + major + " is not supported; 1, 2 and 3 are");
    }
    long headerLength = major == 1 ? source.unsigned(2) : source.unsigned(4);
    if (headerLength > MAX_HEADER) {
      throw new TensorFileFault(
          name, 8, "a header has at most " + MAX_HEADER + " bytes, this one " + headerLength);
    }
    int start = Math.toIntExact(source.position());
    byte[] header = source.bytes(headerLength, "the header");
    String text =
        new String(header, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    NpyHeader parsed = NpyHeader.of(name, text, start);
    return data(source, parsed, NpyType.parse(name, start, parsed.descr()));
  }

  private static Tensor data(ByteSource source, NpyHeader header, NpyType type) {
    long[] shape = header.shape();
    long count = size(source, shape);
    if (count > source.remaining() / type.size()) {
      throw source.fault(
          "shape "
              + Shapes.text(shape)
              + " takes "
              + count
              + " × "
              + type.size()
              + " bytes, but "
              + source.remaining()
              + " follow");
    }
    byte[] bytes = source.bytes(count * type.size(), "the data");
    if (source.remaining() > 0) {
      throw source.fault(source.remaining() + " bytes follow the data");
    }
    boolean fortran = header.fortran() && shape.length > 1;
    boolean big = header.descr().charAt(0) == '>';
    Tensor t = decode(bytes, type, fortran ? reversed(shape) : shape, big);
    return fortran ? (Tensor) new Kernels().apply("transpose", new Object[] {t}, Map.of()) : t;
  }

  private static long size(ByteSource source, long[] shape) {
    try {
      return Shapes.size(shape);
    } catch (TensorFault e) {
      TensorFileFault fault = source.fault(e.text());
      fault.initCause(e);
      throw fault;
    }
  }

  private static long[] reversed(long[] shape) {
    long[] out = new long[shape.length];
    Arrays.setAll(out, i -> shape[shape.length - 1 - i]);
    return out;
  }

  private static Tensor decode(byte[] bytes, NpyType type, long[] shape, boolean big) {
    if (big) {
      swap(bytes, type.size());
    }
    MemorySegment data = MemorySegment.ofArray(bytes);
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    return switch (type.dtype()) {
      case F32 -> Raw.adopt(shape, data.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order)));
      case F64 ->
          Raw.adopt(shape, data.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order)));
      case I64 -> Raw.adopt(shape, data.toArray(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order)));
      case BOOL -> {
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (bytes[i] != 0 ? 1 : 0);
        }
        yield Raw.adoptBools(shape, bytes);
      }
      case F16, BF16, F8E4M3, F8E5M2, NVFP4, I32, I16, I8, I4, U64, U32, U16, U8, Q8_0, Q4_0 ->
          Tensor.ofSegment(type.dtype(), shape, data);
    };
  }

  private static void swap(byte[] bytes, int size) {
    for (int at = 0; at < bytes.length; at += size) {
      for (int i = 0; i < size / 2; i++) {
        byte b = bytes[at + i];
        bytes[at + i] = bytes[at + size - 1 - i];
        bytes[at + size - 1 - i] = b;
      }
    }
  }

  /// Whether a file holds elements of this dtype as they are.
  public static boolean holds(DType dtype) {
    return NpyType.of(dtype).dtype() == dtype;
  }

  /// Writes a tensor; an existing file is replaced as a whole.
  ///
  /// @throws IOException where the file cannot be written
  public static void write(Path path, Tensor t) throws IOException {
    Replacement.write(path, out -> write(out, t));
  }

  /// Writes a tensor to a stream.
  static void write(OutputStream out, Tensor t) throws IOException {
    NpyType type = NpyType.of(t.dtype());
    StringBuilder header = new StringBuilder("{'descr': '" + type.descriptor());
    header.append("', 'fortran_order': False, 'shape': (");
    for (long dim : t.shape()) {
      header.append(dim).append(", ");
    }
    header.append("), }");
    int prefix = MAGIC.length + 4;
    while ((prefix + header.length() + 1) % ALIGNMENT != 0) {
      header.append(' ');
    }
    header.append('\n');
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
    out.write(header.toString().getBytes(StandardCharsets.ISO_8859_1));
    writeData(out, widened(t, type));
  }

  private static Tensor widened(Tensor t, NpyType type) {
    return type.dtype() == t.dtype()
        ? t
        : (Tensor) new Kernels().apply("cast", new Object[] {t}, Map.of("dtype", type.dtype()));
  }

  private static void writeData(OutputStream out, Tensor t) throws IOException {
    MemorySegment data = t.segment();
    boolean swapped =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            && (t.dtype() == DType.F32 || t.dtype() == DType.F64 || t.dtype() == DType.I64);
    int step = 1 << 16;
    for (long at = 0; at < data.byteSize(); at += step) {
      long n = Math.min(step, data.byteSize() - at);
      byte[] chunk = data.asSlice(at, n).toArray(ValueLayout.JAVA_BYTE);
      if (swapped) {
        swap(chunk, t.dtype().blockBytes());
      }
      out.write(chunk);
    }
  }
}
