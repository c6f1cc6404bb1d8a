func.func @f() {
  %0 = arith.constant 300 : i8
  return
}
