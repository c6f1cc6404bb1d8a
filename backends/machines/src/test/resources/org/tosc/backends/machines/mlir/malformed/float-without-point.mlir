func.func @f() {
  %0 = arith.constant 1 : f32
  return
}
