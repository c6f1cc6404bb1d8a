package org.tosc.models.mapped;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A file in memory: nothing of it is read before it is used, so opening takes the same time
/// whatever its size.
///
/// The file stays open, which tells whether it is still as long as it was. A file that somebody
/// cuts short has no bytes where the mapping says there are some; Java code then ends in an
/// `InternalError`, machine code in a signal. A file that is replaced by renaming, as
/// [org.tosc.rt.tensor.file.Replacement] does, stays whole here.
public final class Mapping implements AutoCloseable {
  private final String name;
  private final FileChannel channel;
  private final Arena arena;
  private final MemorySegment bytes;

  private Mapping(String name, FileChannel channel, Arena arena, MemorySegment bytes) {
    this.name = name;
    this.channel = channel;
    this.arena = arena;
    this.bytes = bytes;
  }

  /// Maps a file for reading.
  public static Mapping open(Path path) {
    String name = path.toString();
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      Arena arena = Arena.ofShared();
      try {
        MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        return new Mapping(name, channel, arena, bytes);
      } catch (IOException | RuntimeException e) {
        arena.close();
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }

  /// What messages call the file.
  public String name() {
    return name;
  }

  /// All bytes.
  public MemorySegment bytes() {
    return bytes;
  }

  /// Fails where the file has become shorter than it was when it was mapped.
  public void requireWhole() {
    long size;
    try {
      size = channel.size();
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
    if (size < bytes.byteSize()) {
      throw new TensorFileFault(
          name, size, "the file had " + bytes.byteSize() + " bytes and was cut short meanwhile");
    }
  }

  /// What `reader` finds in the bytes.
  public <T> T read(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (InternalError e) {
      requireWhole();
      throw e;
    }
  }

  @Override
  public void close() {
    arena.close();
    try {
      channel.close();
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }
}
