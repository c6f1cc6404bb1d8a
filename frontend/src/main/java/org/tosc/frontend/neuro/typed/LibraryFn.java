package org.tosc.frontend.neuro.typed;

/// Functions of the standard library that lowering knows, under the names users write.
public enum LibraryFn {
  DEVICE_GET("device::get"),
  DEVICE_COUNT("device::count"),
  DEVICE_ALL("Device::ALL"),

  TENSOR_ALLOC("Tensor::alloc"),
  TENSOR_ZEROS("Tensor::zeros"),
  TENSOR_ONES("Tensor::ones"),
  TENSOR_FULL("Tensor::full"),
  TENSOR_RAND("Tensor::rand"),
  TENSOR_RANDN("Tensor::randn"),
  TENSOR_FROM_LIST("Tensor::from_list"),
  TENSOR_LOAD("Tensor::load"),

  MODEL_LOAD("models::llama3::load"),
  GENERATE("generate"),

  VIEW("view"),
  VIEW_MUT("view_mut"),
  SHAPE("shape"),
  DIM("dim"),
  DTYPE("dtype"),
  TO("to"),
  TO_LIST("to_list"),
  SAVE("save"),
  SLICE("slice"),
  TRANSPOSE("transpose"),
  COPY_FROM("copy_from"),
  LEN("len"),

  PRINT("print"),
  /// What a conversation does with the value of an entry.
  SHOW("show"),
  ASSERT("assert"),
  TIME_NOW("time::now"),
  TO_STR("str");

  private final String text;

  LibraryFn(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
