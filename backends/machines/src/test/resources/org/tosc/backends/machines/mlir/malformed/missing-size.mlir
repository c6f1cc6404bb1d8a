func.func @f() {
  %0 = tensor.empty() : tensor<4x?xf32>
  return
}
