package org.tosc.rt.tensor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Pictures are read by the JDK's own reader.
class PngTest {
  @TempDir Path folder;

  private Raster read(Tensor t) throws Exception {
    Path file = folder.resolve("x.png");
    Png.write(file, t);
    BufferedImage image = ImageIO.read(file.toFile());
    return image.getRaster();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void channels(int channels) throws Exception {
    long[] cells = LongStream.range(0, 5L * 7 * channels).map(i -> i * 97 % 256).toArray();
    Raster raster = read(Tensor.ofLongs(DType.U8, new long[] {5, 7, channels}, cells));
    assertEquals(7, raster.getWidth());
    assertEquals(5, raster.getHeight());
    assertEquals(channels, raster.getNumBands());
    for (int i = 0; i < cells.length; i++) {
      int pixel = i / channels;
      assertEquals(cells[i], raster.getSample(pixel % 7, pixel / 7, i % channels));
    }
  }

  @Test
  void floatsAreSharesOfWhite() throws Exception {
    Raster raster = read(Tensor.of(new double[] {0, 0.5, 1, -3, 7, 1.0 / 255}, 2, 3));
    int[] found = raster.getSamples(0, 0, 3, 2, 0, (int[]) null);
    assertEquals(List.of(0, 128, 255, 0, 255, 1), box(found));
  }

  private static List<Integer> box(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  @Test
  void whatIsNoPicture() {
    Path file = folder.resolve("x.png");
    for (Tensor wrong :
        new Tensor[] {
          Tensor.of(1, 2, 3),
          Tensor.of(new double[4], 1, 2, 2),
          Tensor.of(new double[0], 0, 2, 1),
          Tensor.of(new double[] {Double.NaN}, 1, 1),
          Tensor.ofLongs(DType.I64, new long[] {1, 1}, new long[] {256}),
          Tensor.ofLongs(DType.I8, new long[] {1, 1}, new long[] {-1})
        }) {
      assertThrows(TensorFault.class, () -> Png.write(file, wrong));
      assertEquals(false, Files.exists(file));
    }
  }
}
