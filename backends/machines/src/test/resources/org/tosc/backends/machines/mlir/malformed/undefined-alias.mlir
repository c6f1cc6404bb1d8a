func.func @f(%i: index) {
  %0 = affine.apply #map(%i)
  return
}
