import { Component } from '@angular/core';
import { ConsentService } from './consent.service';

@Component({ selector: 'app-root', templateUrl: './app.component.html' })
export class AppComponent {
  constructor(public consent: ConsentService) {}
}
