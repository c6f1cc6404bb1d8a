package org.tosc.rt.tensor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Run;
import org.tosc.rt.tensor.Tensor;

final class NpzTest {
  @TempDir Path folder;

  private Path archive(String... names) throws IOException {
    Path path = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (int i = 0; i < names.length; i++) {
        zip.putNextEntry(new ZipEntry(names[i]));
        Npy.write(zip, Run.random(i, DType.F32, i + 1, 2));
        zip.closeEntry();
      }
    }
    return path;
  }

  @Test
  void arraysHaveTheirNames() throws IOException {
    Map<String, Tensor> arrays = Npz.read(archive("y.npy", "x.npy", "readme.txt"));
    assertEquals(List.of("y", "x"), List.copyOf(arrays.keySet()));
    assertTrue(Run.random(1, DType.F32, 2, 2).contentEquals(arrays.get("x")));
  }

  @Test
  void faultsNameTheEntry() throws IOException {
    Path path = folder.resolve("b.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write("no array".getBytes(StandardCharsets.US_ASCII));
      zip.closeEntry();
    }
    TensorFileFault fault = assertThrows(TensorFileFault.class, () -> Npz.read(path));
    assertTrue(fault.file().endsWith("b.npz:x.npy"));
    Files.writeString(path, "no archive");
    assertThrows(TensorFileFault.class, () -> Npz.read(path));
    assertThrows(TensorFileFault.class, () -> Npz.read(folder.resolve("none.npz")));
  }

  @Test
  void mutatedArchivesAreReadOrRefused() throws IOException {
    byte[] good = Files.readAllBytes(archive("x.npy", "y.npy"));
    SplittableRandom random = new SplittableRandom(2);
    Path path = folder.resolve("c.npz");
    for (int round = 0; round < 400; round++) {
      byte[] bytes = good.clone();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(path, bytes);
      try {
        assertTrue(Npz.read(path).size() <= 2);
      } catch (TensorFileFault e) {
        assertTrue(e.offset() >= 0);
      }
    }
  }
}
