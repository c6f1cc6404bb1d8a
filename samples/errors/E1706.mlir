func.func @main() {
  %i = arith.constant 4 : index
  %one = arith.constant 1.0 : f32
  %x = memref.alloc() : memref<4xf32>
  memref.store %one, %x[%i] : memref<4xf32>
  memref.dealloc %x : memref<4xf32>
  return
}
